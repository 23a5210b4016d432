using System.Text.Json.Serialization;
using Strata.Core.Results;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries.Scores;

namespace Strata.Traces.Api.Scores;

/// <summary>A score as it is sent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScoreBody
{
    /// <summary>The trace, 32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>The span; none means the whole trace.</summary>
    public string? SpanId { get; init; }

    /// <summary>What is judged, for instance <c>helpful</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Who judges: <c>human</c>, <c>api</c>, <c>eval</c> or another word. One score of a name and source stands; the newest wins.</summary>
    public string? Source { get; init; }

    /// <summary>The number; for yes and no 1 and 0.</summary>
    public double? Value { get; init; }

    /// <summary>The label.</summary>
    public string? Label { get; init; }

    /// <summary>A comment.</summary>
    public string? Comment { get; init; }

    internal Result<Score> Read(string author)
    {
        ulong span = 0;
        if (!TraceIds.ReadTrace(TraceId ?? "", "trace_id").Try(out var trace, out var problem) || (SpanId is { Length: > 0 } given && !TraceIds.ReadSpan(given, "span_id").Try(out span, out problem)))
        {
            return problem;
        }

        return new Score { TraceId = trace, SpanId = span, Name = Name ?? "", Source = Source is { Length: > 0 } ? Source : "api", Value = Value, Label = Label ?? "", Comment = Comment ?? "", Author = author };
    }
}
