using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Json;

/// <summary>
/// Reads an object by the names of its members. Each member is taken once; what nobody took is the <see cref="Rest"/>, so that
/// nothing gets lost. A member that is null counts as absent.
/// </summary>
internal sealed class ObjectReader(JsonValue value)
{
    private readonly List<string> taken = [];

    /// <summary>The object.</summary>
    public JsonElement Element => value.Element;

    /// <summary>The name of the first member; empty where there is none. Objects of one member are told apart by it.</summary>
    public string FirstName => value.Members().Select(member => member.Name).FirstOrDefault() ?? "";

    /// <summary>A member's path.</summary>
    public string Path(string name) => value.Path is { Length: > 0 } at ? $"{at}.{name}" : name;

    /// <summary>Tells a problem.</summary>
    public void Refuse(Problem problem) => value.Refuse(problem);

    /// <summary>Takes a member of any type; null where it is absent or null.</summary>
    public JsonValue? Take(string name)
    {
        if (!taken.Contains(name))
        {
            taken.Add(name);
        }

        return value.Find(name) is { IsNull: false } found ? found : null;
    }

    /// <summary>Takes a text.</summary>
    public string? Text(string name) => Take(name)?.Text();

    /// <summary>Takes a text that must be there.</summary>
    public string NeedText(string name)
    {
        if (Take(name) is { } found)
        {
            return found.Text() ?? "";
        }

        value.Missing(name);
        return "";
    }

    /// <summary>Takes a whole number within bounds.</summary>
    public long? Whole(string name, long least = 0, long most = long.MaxValue) => Take(name)?.Integer(least, most);

    /// <summary>Takes a number within bounds.</summary>
    public double? Number(string name, double least, double most) => Take(name)?.Number(least, most);

    /// <summary>Takes true or false.</summary>
    public bool? Truth(string name) => Take(name)?.Flag();

    /// <summary>Takes an object.</summary>
    public ObjectReader? Object(string name) => Take(name) is { } found && found.Is(JsonValueKind.Object, "an object") ? new ObjectReader(found) : null;

    /// <summary>Takes a list of objects of at most so many items. The first problem ends it.</summary>
    public IEnumerable<ObjectReader> Objects(string name, int most) =>
        Take(name) is not { } list ? [] : list.Items(most).Where(item => NotNull(item) && item.Is(JsonValueKind.Object, "an object")).Select(item => new ObjectReader(item));

    /// <summary>Takes a list of texts of at most so many items.</summary>
    public IReadOnlyList<string> Texts(string name, int most) => Take(name) is not { } list ? [] : [.. list.Items(most).Where(NotNull).Select(item => item.Text() ?? "")];

    /// <summary>Takes a member as it was written; empty where it is absent.</summary>
    public ReadOnlyMemory<byte> Raw(string name) => Take(name) is { } found ? found.Raw() : default(ReadOnlyMemory<byte>);

    /// <summary>What nobody took, as it was written. A name that stands twice is refused.</summary>
    /// <param name="prefix">What the names get before them.</param>
    public IReadOnlyList<Carry> Rest(string prefix = "")
    {
        List<Carry>? rest = null;
        foreach (var member in value.Members())
        {
            if (!taken.Contains(member.Name))
            {
                (rest ??= []).Add(new Carry(prefix + member.Name, member.Raw()));
            }
        }

        return rest ?? (IReadOnlyList<Carry>)[];
    }

    private static bool NotNull(JsonValue item)
    {
        if (item.IsNull)
        {
            item.Wrong("no null");
        }

        return !item.IsNull;
    }
}
