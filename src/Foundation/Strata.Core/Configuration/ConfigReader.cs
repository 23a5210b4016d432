using System.Globalization;

namespace Strata.Core.Configuration;

/// <summary>
/// Reads one mapping of the configuration. Options types are built from it in one pass that never stops at the first
/// error: a bad value is noted with its key, its place and the fix, and the default stands in. The same calls describe the
/// keys, so defaults, <c>config print</c> and the editor's schema cannot drift apart. Call <see cref="Finish"/> last: it
/// notes keys that nobody asked for.
/// </summary>
public sealed class ConfigReader
{
    private readonly ConfigNode node;
    private readonly string path;
    private readonly bool describing;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>A reader of a mapping.</summary>
    public ConfigReader(ConfigNode node, ConfigSession session)
        : this(node, "", session, describing: false)
    {
    }

    private ConfigReader(ConfigNode node, string path, ConfigSession session, bool describing)
    {
        this.node = node;
        this.path = path;
        this.describing = describing;
        Session = session;
    }

    /// <summary>Where findings go.</summary>
    public ConfigSession Session { get; }

    /// <summary>A text.</summary>
    public string Text(string key, string fallback, string doc) => OptionalText(key, doc, fallback) ?? fallback;

    /// <summary>A text that must be given.</summary>
    public string RequiredText(string key, string doc)
    {
        var text = Scalar(key, new ConfigKey { Path = Full(key), Type = "string", Doc = doc, Required = true });
        if (string.IsNullOrWhiteSpace(text) && !describing)
        {
            Reject(key, "is missing.", "Give it a value.");
        }

        return text ?? "";
    }

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(string key, string doc, string? fallback = null) =>
        Scalar(key, new ConfigKey { Path = Full(key), Type = "string", Doc = doc, Default = fallback });

    /// <summary>A text that is never printed; write it as <c>${NAME}</c> to take it from the environment.</summary>
    public string? Secret(string key, string doc) =>
        Scalar(key, new ConfigKey { Path = Full(key), Type = "string", Doc = doc, Secret = true });

    /// <summary>A whole number.</summary>
    public long Integer(string key, long fallback, (long Min, long Max) range, string doc)
    {
        var text = Scalar(key, Number(key, "integer", fallback, (range.Min, range.Max), doc));
        return text is null ? fallback
            : long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value >= range.Min && value <= range.Max ? value
            : Instead(key, fallback, $"'{text}' is not a whole number from {range.Min} to {range.Max}.", $"Write a number, or leave it out for {fallback}.");
    }

    /// <summary>A decimal number.</summary>
    public decimal Decimal(string key, decimal? fallback, (decimal Min, decimal Max) range, string doc) =>
        OptionalDecimal(key, fallback, range, doc) ?? fallback ?? 0;

    /// <summary>A decimal number that may be absent.</summary>
    public decimal? OptionalDecimal(string key, decimal? fallback, (decimal Min, decimal Max) range, string doc)
    {
        var text = Scalar(key, Number(key, "number", fallback, (range.Min, range.Max), doc));
        return text is null ? fallback
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= range.Min && value <= range.Max ? value
            : Instead(key, fallback, $"'{text}' is not a number from {range.Min} to {range.Max}.", "Write a number with a point, for instance 0.15.");
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool fallback, string doc)
    {
        var text = Scalar(key, new ConfigKey { Path = Full(key), Type = "boolean", Doc = doc, Default = fallback ? "true" : "false" });
        return text is null ? fallback
            : bool.TryParse(text, out var value) ? value
            : Instead(key, fallback, $"'{text}' is neither true nor false.", "Write true or false.");
    }

    /// <summary>A span of time: a number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, (TimeSpan Min, TimeSpan Max) range, string doc)
    {
        var text = Scalar(key, new ConfigKey { Path = Full(key), Type = "string", Doc = doc, Default = DurationText.Write(fallback) });
        return text is null ? fallback
            : DurationText.TryRead(text, out var value) && value >= range.Min && value <= range.Max ? value
            : Instead(key, fallback, $"'{text}' is not a time from {DurationText.Write(range.Min)} to {DurationText.Write(range.Max)}.", "Write for instance 500ms, 30s, 5m, 2h or 7d.");
    }

    /// <summary>One of the words of an enumeration, in any case.</summary>
    public T Choice<T>(string key, T fallback, string doc)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToArray();
        var text = Scalar(key, new ConfigKey { Path = Full(key), Type = "string", Doc = doc, Default = fallback.ToString().ToLowerInvariant(), Choices = words });
        return text is null ? fallback
            : words.Contains(text.ToLowerInvariant()) ? Enum.Parse<T>(text, ignoreCase: true)
            : Instead(key, fallback, $"'{text}' is not known.", $"Write one of: {string.Join(", ", words)}.");
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key, string doc)
    {
        var items = Find(key, new ConfigKey { Path = Full(key), Type = "array", Doc = doc })?.Items;
        if (items is null)
        {
            return Find(key)?.Scalar is { Length: > 0 } one ? [one] : [];
        }

        return [.. items.Select(i => i.Scalar ?? "").Where(t => t.Length > 0)];
    }

    /// <summary>A nested mapping; an empty one where the key is absent.</summary>
    public ConfigReader Section(string key, string doc)
    {
        var found = Find(key, new ConfigKey { Path = Full(key), Type = "object", Doc = doc });
        if (found is { Members: null } && found.Scalar is not (null or ""))
        {
            Reject(key, "is not a mapping.", "Write its members indented below it.");
        }

        return new ConfigReader(found?.Members is null ? ConfigNode.Empty : found, Full(key), Session, describing);
    }

    /// <summary>A list of mappings, each read by <paramref name="read"/>.</summary>
    public IReadOnlyList<T> List<T>(string key, string doc, Func<ConfigReader, T> read)
    {
        var found = Find(key, new ConfigKey { Path = Full(key), Type = "array", Doc = doc });
        Sample(Full(key) + "[]", read);
        if (found is { Items: null } && found.Scalar is not (null or ""))
        {
            Reject(key, "is not a list.", "Begin each item on a line of its own with '- '.");
        }

        return [.. (found?.Items ?? []).Select((item, index) => Read(item, $"{Full(key)}[{index}]", read))];
    }

    /// <summary>A mapping with free names, each member read by <paramref name="read"/>.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(string key, string doc, Func<ConfigReader, T> read)
    {
        var found = Find(key, new ConfigKey { Path = Full(key), Type = "object", Doc = doc });
        Sample(Full(key) + ".*", read);
        return (found?.Members ?? ConfigNode.Empty.Members!).ToDictionary(m => m.Key, m => Read(m.Value, $"{Full(key)}.{m.Key}", read), StringComparer.Ordinal);
    }

    /// <summary>Whether the key was given.</summary>
    public bool Has(string key) => node.Members?.ContainsKey(key) == true;

    /// <summary>Notes an error about a key of this mapping.</summary>
    public void Reject(string key, string what, string fix) => Session.Add(new(Full(key), OriginOf(key), what, fix, IsError: true));

    /// <summary>Notes something legal but unwise.</summary>
    public void Warn(string key, string what, string fix) => Session.Add(new(Full(key), OriginOf(key), what, fix, IsError: false));

    /// <summary>Notes every key that nobody asked for, with the nearest one that exists.</summary>
    public void Finish()
    {
        foreach (var name in (node.Members ?? ConfigNode.Empty.Members!).Keys.Where(name => !asked.Contains(name)))
        {
            var near = asked.OrderBy(k => EditDistance.Between(k, name)).FirstOrDefault();
            Reject(name, "is not a known key.", near is not null && EditDistance.Between(near, name) <= 3 ? $"Did you mean '{near}'?" : $"Known here: {string.Join(", ", asked.Order())}.");
        }
    }

    private T Read<T>(ConfigNode item, string itemPath, Func<ConfigReader, T> read)
    {
        var reader = new ConfigReader(item.Members is null ? ConfigNode.Empty : item, itemPath, Session, describing);
        if (item.Members is null)
        {
            Session.Add(new(itemPath, item.Origin, "is not a mapping.", "Write its members indented below it.", IsError: true));
        }

        var value = read(reader);
        reader.Finish();
        return value;
    }

    /// <summary>Reads an empty item once, with its findings thrown away, so that its keys are described.</summary>
    private void Sample<T>(string samplePath, Func<ConfigReader, T> read)
    {
        var scratch = new ConfigSession();
        read(new ConfigReader(ConfigNode.Empty, samplePath, scratch, describing: true));
        foreach (var key in scratch.Keys)
        {
            Session.Describe(key with { Value = null });
        }
    }

    private string? Scalar(string key, ConfigKey description)
    {
        var found = Find(key, description);
        if (found is { Scalar: null })
        {
            Reject(key, "is not a single value.", "Write one value after the colon.");
        }

        return found?.Scalar;
    }

    private ConfigNode? Find(string key, ConfigKey description)
    {
        var found = Find(key);
        Session.Describe(description with { Value = description.Secret ? null : found?.Scalar ?? ListOf(found) ?? description.Default });
        return found;
    }

    /// <summary>A list of single values in one line; null for anything else.</summary>
    private static string? ListOf(ConfigNode? found) =>
        found?.Items is { Count: > 0 } items && items.All(i => i.Scalar is not null) ? string.Join(", ", items.Select(i => i.Scalar)) : null;

    private ConfigNode? Find(string key)
    {
        asked.Add(key);
        return node.Members is { } members && members.TryGetValue(key, out var found) ? found : null;
    }

    private T Instead<T>(string key, T fallback, string what, string fix)
    {
        Reject(key, what, fix);
        return fallback;
    }

    private ConfigKey Number(string key, string type, decimal? fallback, (decimal Min, decimal Max) range, string doc) =>
        new() { Path = Full(key), Type = type, Doc = doc, Default = fallback?.ToString(CultureInfo.InvariantCulture), Min = range.Min, Max = range.Max };

    private string Full(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private string OriginOf(string key) => node.Members is { } members && members.TryGetValue(key, out var found) ? found.Origin : node.Origin;
}
