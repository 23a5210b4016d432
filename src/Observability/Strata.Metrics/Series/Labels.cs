using System.Text;

namespace Strata.Metrics.Series;

/// <summary>The labels of a series, sorted by name, <c>__name__</c> among them. Equal by value. An empty value is the same as no label.</summary>
public sealed class Labels : IEquatable<Labels>
{
    /// <summary>The label that holds the metric's name.</summary>
    public const string Name = "__name__";

    /// <summary>Labels of one series at most.</summary>
    public const int CountMax = 64;

    /// <summary>Characters of all names and values of one series.</summary>
    public const int CharsMax = 4_096;

    private readonly (string Name, string Value)[] pairs;
    private readonly int hash;

    private Labels((string Name, string Value)[] pairs)
    {
        this.pairs = pairs;
        var code = new HashCode();
        foreach (var (name, value) in pairs)
        {
            code.Add(name);
            code.Add(value);
        }

        hash = code.ToHashCode();
    }

    /// <summary>No label.</summary>
    public static Labels Empty { get; } = new([]);

    /// <summary>The pairs, by name.</summary>
    public ReadOnlySpan<(string Name, string Value)> Pairs => pairs;

    /// <summary>The metric's name; empty where there is none.</summary>
    public string Metric => this[Name];

    /// <summary>A label's value; empty where there is none.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var pair in pairs)
            {
                if (pair.Name == name)
                {
                    return pair.Value;
                }
            }

            return "";
        }
    }

    /// <summary>Makes labels; of two with one name the last stands.</summary>
    public static Labels Of(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            sorted[name] = value;
        }

        return new Labels([.. sorted.Where(l => l.Value.Length > 0).Select(l => (l.Key, l.Value))]);
    }

    /// <summary>Makes labels from a metric's name and pairs.</summary>
    public static Labels Of(string metric, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = new List<KeyValuePair<string, string>> { new(Name, metric) };
        foreach (var (name, value) in labels)
        {
            all.Add(new(name, value));
        }

        return Of(all);
    }

    /// <summary>Only some labels, or all but some.</summary>
    public Labels Keep(IReadOnlyCollection<string> names, bool without) =>
        new([.. pairs.Where(p => names.Contains(p.Name) != without && !(without && p.Name == Name))]);

    /// <summary>Without the metric's name: what arithmetic and functions give is no longer that metric.</summary>
    public Labels WithoutName() => pairs.Length > 0 && Array.Exists(pairs, p => p.Name == Name) ? new([.. pairs.Where(p => p.Name != Name)]) : this;

    /// <summary>With one more label, or without it where the value is empty.</summary>
    public Labels With(string name, string value) => Of(pairs.Select(p => KeyValuePair.Create(p.Name, p.Value)).Append(new(name, value)));

    /// <inheritdoc/>
    public bool Equals(Labels? other) => other is not null && hash == other.hash && pairs.AsSpan().SequenceEqual(other.pairs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(Metric).Append('{');
        foreach (var (name, value) in pairs)
        {
            if (name != Name)
            {
                text.Append(text[^1] == '{' ? "" : ",").Append(name).Append("=\"").Append(value).Append('"');
            }
        }

        return text.Append('}').ToString();
    }
}
