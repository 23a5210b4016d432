using System.Text;
using Strata.Core.Usage;
using Strata.Ledger.Rows;
using Strata.Traces.Recording;
using Strata.Traces.Spans;
using Strata.Tracing.Calls;

namespace Strata.Tracing.Tests.Support;

/// <summary>What a call tells its trace, read back while it waits to be stored.</summary>
internal static class Told
{
    public static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static LedgerRow Row(string id = "req_01jd0000000000000000000001") => new()
    {
        Id = id, At = At, Organization = "org", Project = "prj", KeyId = "key_1", Model = "gpt-4o", Endpoint = "openai.chat", Provider = "openai", Deployment = "openai/gpt-4o",
        HttpStatus = 200, Usage = new TokenUsage { Input = 20, CachedInput = 5, Output = 7, Reasoning = 2 }, UsageSource = UsageSource.Reported, CostNanos = 4_310, FinishReason = "stop",
        FirstToken = TimeSpan.FromMilliseconds(80), Total = TimeSpan.FromMilliseconds(250), Tags = ["app=shop"], EndUser = "ada", Status = LedgerStatus.Ok,
        Attempts =
        [
            new() { Number = 1, Deployment = "groq/llama", Provider = "groq", Outcome = AttemptOutcome.FailedOver, Reason = "rate_limited", HttpStatus = 429, Duration = TimeSpan.FromMilliseconds(40) },
            new() { Number = 2, Deployment = "openai/gpt-4o", Provider = "openai", Outcome = AttemptOutcome.Ok, HttpStatus = 200, Started = TimeSpan.FromMilliseconds(45), Duration = TimeSpan.FromMilliseconds(200) },
        ],
    };

    /// <summary>Lets a call be written and looks at the spans before they are given back.</summary>
    public static async Task LookAsync(CallFacts call, Action<IReadOnlyList<SpanRecord>> look)
    {
        using var recorder = new SpanRecorder(new RecorderLimits());
        CallSpans.Write(recorder, call);
        var seen = 0;
        await recorder.DrainAsync(buffer =>
        {
            seen++;
            look([.. Enumerable.Range(0, buffer.Batch.Count).Select(i => buffer.Batch[i])]);
            return ValueTask.CompletedTask;
        }, default);
        Assert.Equal(1, seen);
    }

    public static string Text(SpanMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    /// <summary>The messages of a prompt as it came.</summary>
    public static async Task<IReadOnlyList<(string Role, string Text, bool IsJson)>> PromptAsync(byte[] json, int budget, byte[]? system = null)
    {
        IReadOnlyList<(string, string, bool)> read = [];
        var call = new CallFacts(TracePlace.Of("req_01jd0000000000000000000001", "", ""), Row(), "chat") { Prompt = json, System = system, PromptBytesMax = budget };
        await LookAsync(call, spans => read = [.. spans[0].Messages.Select(m => (m.Role, Text(m), m.IsJson))]);
        return read;
    }
}
