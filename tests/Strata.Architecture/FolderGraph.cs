using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strata.Architecture;

/// <summary>
/// Which folder of a project uses which, from what the names in the sources are bound to (not from <c>using</c> lines: a
/// child sees its parents' types without one). The project's root folder holds its door, options and log, which every
/// folder may use, so it is no node.
/// </summary>
internal sealed class FolderGraph
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly PortableExecutableReference[] Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p))];

    private readonly Dictionary<string, Dictionary<string, string>> edges = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Dictionary<string, string>> Edges => edges;

    public static FolderGraph Of(string project)
    {
        var trees = Repository.Sources(project).Select(p => CSharpSyntaxTree.ParseText(File.ReadAllText(p), path: p)).ToArray();
        var globals = CSharpSyntaxTree.ParseText(string.Concat(ImplicitUsings.Select(u => $"global using {u};")));
        var own = Path.Combine(AppContext.BaseDirectory, project + ".dll");
        var references = Platform.Where(r => r.FilePath != own);
        var compilation = CSharpCompilation.Create(project, trees.Append(globals), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var graph = new FolderGraph();
        foreach (var tree in trees)
        {
            graph.Read(project, tree, compilation.GetSemanticModel(tree));
        }

        return graph;
    }

    /// <summary>The strongly connected groups of more than one folder, each as text that names an edge's cause.</summary>
    public IReadOnlyList<string> Cycles()
    {
        var cycles = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in edges.Keys.Where(seen.Add))
        {
            var group = Reachable(start).Where(n => Reachable(n).Contains(start)).Append(start).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            if (group.Length > 1)
            {
                seen.UnionWith(group);
                cycles.Add(string.Join("\n", group.SelectMany(f => edges.GetValueOrDefault(f, []).Where(e => group.Contains(e.Key)).Select(e => $"{f} -> {e.Key} ({e.Value})"))));
            }
        }

        return cycles;
    }

    private HashSet<string> Reachable(string from)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var node))
        {
            foreach (var next in edges.GetValueOrDefault(node, []).Keys.Where(found.Add))
            {
                open.Push(next);
            }
        }

        return found;
    }

    private void Read(string project, SyntaxTree tree, SemanticModel model)
    {
        var root = tree.GetRoot();
        var here = root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
        if (here is null || here == project)
        {
            return;
        }

        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            var there = type?.ContainingNamespace?.ToDisplayString();
            if (there is not null && there != here && there != project && SymbolEqualityComparer.Default.Equals(type!.ContainingAssembly, model.Compilation.Assembly))
            {
                var targets = edges.TryGetValue(here, out var known) ? known : edges[here] = new(StringComparer.Ordinal);
                targets.TryAdd(there, $"{Path.GetFileName(tree.FilePath)} uses {type.Name}");
            }
        }
    }
}
