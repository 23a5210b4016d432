using System.Diagnostics;
using System.Diagnostics.Metrics;
using Strata.Core.Generation;

namespace Strata.Inference.Diagnostics;

/// <summary>
/// What the engine tells of a finished generation: three spans below the caller's, and the GenAI server histograms.
/// Written once, after the last event, by whoever read it; the engine's thread is not slowed.
/// </summary>
internal static class InferenceTelemetry
{
    public const string Name = "Strata.Inference";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> FirstToken = Meter.CreateHistogram<double>(
        "gen_ai.server.time_to_first_token", "s", "From the request's arrival to its first token.");

    private static readonly Histogram<double> PerToken = Meter.CreateHistogram<double>(
        "gen_ai.server.time_per_output_token", "s", "Time of each token after the first.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "gen_ai.server.request.duration", "s", "From the request's arrival to its last token.");

    /// <param name="model">The model's name.</param>
    /// <param name="parent">The caller's span.</param>
    /// <param name="queuedAt">When the request came.</param>
    /// <param name="last">The last event.</param>
    public static void Ended(string model, ActivityContext parent, DateTimeOffset queuedAt, in GenerationEvent last)
    {
        if (last is not { Timings: { } timings, Usage: { } usage })
        {
            return;
        }

        var started = queuedAt + timings.Queue;
        var first = started + timings.Prefill;
        Span("inference.queue", parent, queuedAt, timings.Queue, []);
        Span("inference.prefill", parent, started, timings.Prefill,
        [
            new("gen_ai.usage.input_tokens", usage.Prompt),
            new("gen_ai.usage.cache_read.input_tokens", usage.CachedInput),
        ]);
        Span("inference.decode", parent, first, timings.Decode,
        [
            new("gen_ai.usage.output_tokens", usage.Output),
            new("gen_ai.response.finish_reasons", new[] { Reason(last.Finish) }),
        ]);
        var tags = new TagList { { "gen_ai.operation.name", "chat" }, { "gen_ai.request.model", model }, { "gen_ai.provider.name", "strata" } };
        FirstToken.Record((timings.Queue + timings.Prefill).TotalSeconds, tags);
        Duration.Record((timings.Queue + timings.Prefill + timings.Decode).TotalSeconds, tags);
        if (usage.Output > 1)
        {
            PerToken.Record(timings.Decode.TotalSeconds / (usage.Output - 1), tags);
        }
    }

    private static void Span(string name, ActivityContext parent, DateTimeOffset start, TimeSpan duration, KeyValuePair<string, object?>[] tags)
    {
        using var span = Source.StartActivity(name, ActivityKind.Internal, parent, tags, startTime: start);
        span?.SetEndTime((start + duration).UtcDateTime);
    }

    private static string Reason(FinishReason? finish) => finish == FinishReason.Length ? "length" : "stop";
}
