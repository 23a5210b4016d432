using Strata.Core.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Strata.Server.Configuration;

/// <summary>
/// Reads one YAML document into a tree. Bounded in depth and in nodes, an alias counting as all it stands for. A broken
/// document throws <see cref="YamlException"/> with line and column; a doubled key is a finding and the first stands.
/// </summary>
internal sealed class YamlReader(string file, int linesBefore, List<ConfigFinding> findings)
{
    private readonly Dictionary<string, ConfigTree> anchors = new(StringComparer.Ordinal);
    private Parser parser = new(TextReader.Null);
    private int nodes;

    /// <summary>Reads a document; null where it is empty.</summary>
    public ConfigTree? Read(string text)
    {
        parser = new Parser(new StringReader(text));
        try
        {
            return Document();
        }
        catch (Exception failure) when (failure is not YamlException)
        {
            // On some damaged texts the scanner fails with whatever its state leads to; all of it means the same here.
            var at = parser.Current?.Start ?? Mark.Empty;
            throw new YamlException(at, at, "It cannot be understood from here on.", failure);
        }
    }

    private ConfigTree? Document()
    {
        Next<StreamStart>();
        if (!parser.Accept<DocumentStart>(out _))
        {
            return null;
        }

        Next<DocumentStart>();
        var root = Node("", 0);
        Next<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "A second document begins here. Keep one document in the file.");
        }

        return root;
    }

    private ConfigTree Node(string path, int depth)
    {
        var here = Peek();
        if (depth > YamlLimits.DepthMax)
        {
            throw new YamlException(here.Start, here.End, $"Nested deeper than {YamlLimits.DepthMax}.");
        }

        Count(here, 1);
        var tree = here switch
        {
            AnchorAlias alias => Alias(alias),
            MappingStart => MappingNode(path, depth),
            SequenceStart => Sequence(path, depth),
            Scalar scalar => Text(scalar),
            _ => throw new YamlException(here.Start, here.End, "A value was expected here."),
        };
        if (here is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = tree;
        }

        return tree;
    }

    private ConfigTree Text(Scalar scalar)
    {
        parser.MoveNext();
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return new ConfigTree(Place(scalar.Start)) { Scalar = isNull ? "" : scalar.Value };
    }

    private ConfigTree Alias(AnchorAlias alias)
    {
        parser.MoveNext();
        if (!anchors.TryGetValue(alias.Value.Value, out var target))
        {
            throw new YamlException(alias.Start, alias.End, $"Nothing is called '&{alias.Value.Value}' above.");
        }

        Count(alias, Size(target));
        return target.Copy();
    }

    private ConfigTree MappingNode(string path, int depth)
    {
        var tree = ConfigTree.Mapping(Place(Next<MappingStart>().Start));
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Peek() as Scalar ?? throw new YamlException(Peek().Start, Peek().End, "A key must be a plain word.");
            parser.MoveNext();
            var full = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            var value = Node(full, depth + 1);
            value.Origin = Place(key.Start);
            if (!tree.Members!.TryAdd(key.Value, value))
            {
                findings.Add(new(full, Place(key.Start), $"stands twice, first at {tree.Members[key.Value].Origin}.", "Keep one of them.", IsError: true));
            }
        }

        return tree;
    }

    private ConfigTree Sequence(string path, int depth)
    {
        var tree = new ConfigTree(Place(Next<SequenceStart>().Start)) { Items = [] };
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            tree.Items.Add(Node($"{path}[{tree.Items.Count}]", depth + 1));
        }

        return tree;
    }

    private void Count(ParsingEvent at, int more)
    {
        nodes += more;
        if (nodes > YamlLimits.NodesMax)
        {
            throw new YamlException(at.Start, at.End, $"More than {YamlLimits.NodesMax} values.");
        }
    }

    private static int Size(ConfigTree tree) =>
        1 + (tree.Members?.Values.Sum(Size) ?? 0) + (tree.Items?.Sum(Size) ?? 0);

    private ParsingEvent Peek() => parser.Accept<ParsingEvent>(out var next) ? next : throw new YamlException("The file ends in the middle of a value.");

    private T Next<T>()
        where T : ParsingEvent => parser.Consume<T>();

    private string Place(Mark mark) => $"{file}:{mark.Line + linesBefore}";
}
