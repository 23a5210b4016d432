using System.Globalization;
using Strata.Core.Results;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Filters;

/// <summary>Reads a value in its field's way of writing.</summary>
internal static class FilterValues
{
    private const NumberStyles Plain = NumberStyles.Float;

    public static Result<FilterValue> Read(FilterField field, FilterToken token)
    {
        var quoted = token.Kind == FilterTokenKind.Quoted;
        var text = token.Text;
        double? number = field.Kind switch
        {
            FieldKind.Duration => Scaled(text, 1e9, [("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("m", 60e9), ("h", 3600e9)]),
            FieldKind.Money => Scaled(text.StartsWith('$') ? text[1..] : text, 1e9, []),
            FieldKind.Count => Scaled(text, 1, [("k", 1e3), ("M", 1e6)]),
            FieldKind.Flag => text.ToLowerInvariant() switch { "true" or "yes" => 1, "false" or "no" => 0, _ => null },
            FieldKind.Word => Word(field.Name, text),
            FieldKind.Id => text.Length is > 0 and <= 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _) ? 0 : null,
            FieldKind.Moment => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? (moment - DateTimeOffset.UnixEpoch).Ticks * 100.0 : null,
            FieldKind.Score or FieldKind.Attribute => double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var plain) && double.IsFinite(plain) ? plain : null,
            _ => null,
        };
        if (number is null && field.Kind is not (FieldKind.Label or FieldKind.Tag or FieldKind.Text or FieldKind.Attribute or FieldKind.Score))
        {
            return SpanFilter.Wrong($"'{text}' is no value of '{field.Name}': {Expected(field)}", token.Position);
        }

        return field.Kind == FieldKind.Text && text.Length == 0 ? SpanFilter.Wrong("a text to search for is empty", token.Position) : new FilterValue(text, number, quoted);
    }

    private static double? Scaled(string text, double unit, ReadOnlySpan<(string Suffix, double Factor)> units)
    {
        foreach (var (suffix, factor) in units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && double.TryParse(text[..^suffix.Length], Plain, CultureInfo.InvariantCulture, out var value))
            {
                return double.IsFinite(value) ? value * factor : null;
            }
        }

        return double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var bare) && double.IsFinite(bare) ? bare * unit : null;
    }

    private static double? Word(string field, string text) =>
        field == "kind"
            ? Enum.TryParse<SpanKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? (double)kind : null
            : Enum.TryParse<SpanStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status) ? (double)status : null;

    private static string Expected(FilterField field) => field.Kind switch
    {
        FieldKind.Duration => "write 250ms, 2s, 1m (plain numbers are seconds)",
        FieldKind.Money => "write dollars, 0.01 or $0.01",
        FieldKind.Count => "write a count, 1200 or 1.2k",
        FieldKind.Flag => "write true or false",
        FieldKind.Id => "write hexadecimal digits",
        FieldKind.Moment => "write a moment as 2026-01-31T12:00Z",
        _ when field.Name == "kind" => "internal, server, client, producer, consumer, unspecified",
        _ => "unset, ok, error",
    };
}
