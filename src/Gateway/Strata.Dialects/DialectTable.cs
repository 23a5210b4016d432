using System.Collections.Frozen;

namespace Strata.Dialects;

/// <summary>The dialects by name. Immutable.</summary>
public sealed class DialectTable
{
    private readonly FrozenDictionary<string, IDialect> byName;

    /// <summary>Makes a table; two dialects of one name are a bug.</summary>
    public DialectTable(IEnumerable<IDialect> dialects) => byName = dialects.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    /// <summary>Their names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. byName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The dialect of a name; null where there is none.</summary>
    public IDialect? Find(string name) => byName.GetValueOrDefault(name);
}
