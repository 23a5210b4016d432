using System.Globalization;
using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>A configuration under construction: layers are laid over one another, the later wins, then it is frozen.</summary>
internal sealed class ConfigTree(string origin)
{
    public string? Scalar { get; set; }

    public Dictionary<string, ConfigTree>? Members { get; set; }

    public List<ConfigTree>? Items { get; set; }

    public string Origin { get; set; } = origin;

    public static ConfigTree Mapping(string origin) => new(origin) { Members = new(StringComparer.Ordinal) };

    /// <summary>Sets the value at a path, building what is missing on the way.</summary>
    /// <returns>Why it cannot be set; null when it was.</returns>
    public string? Set(ReadOnlySpan<string> path, string value, string source)
    {
        if (path.IsEmpty)
        {
            (Scalar, Members, Items, Origin) = (value, null, null, source);
            return null;
        }

        var head = path[0];
        if (int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && Members is null or { Count: 0 })
        {
            return Item(index, source, out var item) ?? item!.Set(path[1..], value, source);
        }

        if (Items is not null)
        {
            return $"'{head}' is not the number of a list item.";
        }

        (Scalar, Members) = (null, Members ?? new(StringComparer.Ordinal));
        var name = Members.Keys.FirstOrDefault(k => string.Equals(k, head, StringComparison.OrdinalIgnoreCase)) ?? head.ToLowerInvariant();
        if (!Members.TryGetValue(name, out var member))
        {
            Members[name] = member = new ConfigTree(source);
        }

        return member.Set(path[1..], value, source);
    }

    /// <summary>A copy that shares nothing.</summary>
    public ConfigTree Copy() => new(Origin)
    {
        Scalar = Scalar,
        Members = Members?.ToDictionary(m => m.Key, m => m.Value.Copy(), StringComparer.Ordinal),
        Items = Items?.ConvertAll(i => i.Copy()),
    };

    public ConfigNode Freeze() => new()
    {
        Scalar = Scalar,
        Members = Members?.ToDictionary(m => m.Key, m => m.Value.Freeze(), StringComparer.Ordinal),
        Items = Items?.ConvertAll(i => i.Freeze()),
        Origin = Origin,
    };

    private string? Item(int index, string source, out ConfigTree? item)
    {
        item = null;
        (Scalar, Members, Items) = (null, null, Items ?? []);
        if (index > Items.Count)
        {
            return $"has {Items.Count} items: the next is number {Items.Count}, not {index}.";
        }

        if (index == Items.Count)
        {
            Items.Add(new ConfigTree(source));
        }

        item = Items[index];
        return null;
    }
}
