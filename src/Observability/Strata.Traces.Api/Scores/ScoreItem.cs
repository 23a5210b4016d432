using Strata.Traces.Api.Wire;
using Strata.Traces.Queries.Scores;

namespace Strata.Traces.Api.Scores;

/// <summary>A score as it stands.</summary>
public sealed record ScoreItem(string Id, string TraceId, string? SpanId, string Name, string Source, double? Value, string? Label, string? Comment, string? Author, DateTimeOffset At)
{
    /// <summary>A score as the API says it.</summary>
    public static ScoreItem Of(Score score) => new(
        score.Id, TraceIds.Trace(score.TraceId), Words.Filled(TraceIds.Span(score.SpanId)), score.Name, score.Source, score.Value, Words.Filled(score.Label), Words.Filled(score.Comment),
        Words.Filled(score.Author), score.At);
}
