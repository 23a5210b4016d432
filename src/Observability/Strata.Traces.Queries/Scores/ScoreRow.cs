using System.Globalization;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Scores;

/// <summary>A score as its table holds it: ids in hexadecimal, the empty span id for a whole trace.</summary>
internal sealed class ScoreRow
{
    public string Organization { get; init; } = "";

    public string Project { get; init; } = "";

    public string Id { get; init; } = "";

    public string TraceId { get; init; } = "";

    public string SpanId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Source { get; init; } = "";

    public double? Value { get; init; }

    public string Label { get; init; } = "";

    public string Comment { get; init; } = "";

    public string Author { get; init; } = "";

    public long AtMs { get; init; }

    public static UInt128 Trace(string text) => UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public static ulong Span(string text) => text.Length == 0 ? 0 : ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public static ScoreRow Of(Tenant tenant, Score score) => new()
    {
        Organization = tenant.Organization,
        Project = tenant.Project,
        Id = score.Id,
        TraceId = score.TraceId.ToString("x32", CultureInfo.InvariantCulture),
        SpanId = score.SpanId == 0 ? "" : score.SpanId.ToString("x16", CultureInfo.InvariantCulture),
        Name = score.Name,
        Source = score.Source,
        Value = score.Value,
        Label = score.Label,
        Comment = score.Comment,
        Author = score.Author,
        AtMs = score.At.ToUnixTimeMilliseconds(),
    };

    public Score ToScore() => new()
    {
        Id = Id,
        TraceId = Trace(TraceId),
        SpanId = Span(SpanId),
        Name = Name,
        Source = Source,
        Value = Value,
        Label = Label,
        Comment = Comment,
        Author = Author,
        At = DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
    };
}
