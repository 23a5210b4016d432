namespace Strata.Templates.Operations;

/// <summary>How <see cref="JsonDump"/> lays its output out; the defaults are those of Hugging Face's <c>tojson</c>.</summary>
internal sealed record JsonStyle
{
    public bool AsciiOnly { get; init; }

    public bool SortKeys { get; init; }

    /// <summary>One level of indentation, or null for a single line.</summary>
    public string? Indent { get; init; }

    public string ItemSeparator { get; init; } = ", ";

    public string KeySeparator { get; init; } = ": ";
}
