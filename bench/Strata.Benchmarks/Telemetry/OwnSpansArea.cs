using System.Diagnostics;
using System.Globalization;
using System.Text;
using Strata.Core.Identity;
using Strata.Core.Usage;
using Strata.Dialects.Capture;
using Strata.Ledger.Rows;
using Strata.Storage;
using Strata.Traces.Recording;
using Strata.Traces.Storage;
using Strata.Tracing.Calls;

namespace Strata.Benchmarks.Telemetry;

/// <summary>
/// What tracing a gateway call costs from its settled row to the segment on disk: <c>strata bench telemetry own [CALLS]</c>. The row is made
/// before the clock starts; two spans a call, with prompt and answer, stored and synced every 500 calls as the server's pump does every 100 ms.
/// </summary>
internal static class OwnSpansArea
{
    private const int CallsOfAppend = 500;

    public static async Task RunAsync(int calls)
    {
        Console.WriteLine($"{calls} calls, two spans each; µs CPU a call, whole process");
        Console.WriteLine($"{"",-48}{"write",10}{"with store",12}{"B on disk",12}");
        foreach (var (name, same, texts) in new[] { ("no texts", true, false), ("one question again and again", true, true), ("a new question of 330 B and answer of 330 B", false, true) })
        {
            await OneAsync(Math.Min(calls, 20_000), same, texts); // warm
            var (write, stored, bytes) = await OneAsync(calls, same, texts);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48}{write,10:F2}{stored,12:F2}{bytes,12:F0}"));
        }
    }

    private static async Task<(double Write, double Stored, double Bytes)> OneAsync(int calls, bool same, bool texts)
    {
        var folder = Directory.CreateTempSubdirectory("strata-bench-own-").FullName;
        try
        {
            var facts = Calls(calls, same, texts);
            using var recorder = new SpanRecorder(new RecorderLimits(16_384));
            await using var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
            await using var store = (await TraceStore.OpenAsync(new TraceStoreOptions { Directory = Path.Combine(folder, "traces") }, storage.Logs, new Silence(), TimeProvider.System, default)).Value;
            GC.Collect();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var writing = TimeSpan.Zero;
            for (var from = 0; from < calls; from += CallsOfAppend)
            {
                var began = Stopwatch.GetTimestamp();
                for (var i = from; i < Math.Min(calls, from + CallsOfAppend); i++)
                {
                    CallSpans.Write(recorder, in facts[i]);
                }

                writing += Stopwatch.GetElapsedTime(began);
                await recorder.DrainAsync(async buffer => _ = (await store.AppendAsync(buffer.Batch, default)).Value, default);
            }

            await store.FlushAsync(default);
            var used = Process.GetCurrentProcess().TotalProcessorTime - before;
            return recorder.Dropped > 0 || store.StoredSpans != 2 * calls
                ? throw new InvalidOperationException($"{store.StoredSpans} of {2 * calls} spans are there.")
                : (writing.TotalMicroseconds / calls, used.TotalMicroseconds / calls, (double)store.StoredBytes / calls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CallFacts[] Calls(int calls, bool same, bool texts)
    {
        var random = new Random(5);
        var ids = new TimeOrderedIds(TimeProvider.System);
        var facts = new CallFacts[calls];
        for (var i = 0; i < calls; i++)
        {
            var (asked, said) = same ? ("Say a few words about the sea, and then about the hills behind it.", "The sea is wide and the hills are old.") : (Words(random), Words(random));
            var answer = new CapturedText(65_536);
            answer.Add(said);
            facts[i] = new CallFacts(TracePlace.Of(ids.Next("req"), "", ""), Row(ids.Next("req"), i), "chat")
            {
                Prompt = texts ? Encoding.UTF8.GetBytes($$"""[{"role":"system","content":"Be short."},{"role":"user","content":"{{asked}}"}]""") : default,
                PromptBytesMax = 65_536,
                Answer = texts ? answer : null,
            };
        }

        return facts;
    }

    private static LedgerRow Row(string id, int i) => new()
    {
        Id = id, At = TimeProvider.System.GetUtcNow(), Organization = "org_default", Project = "prj_default", KeyId = "key_1", Model = "gpt-4o-mini", Deployment = "openai/gpt-4o-mini",
        Provider = "openai", Endpoint = "openai.chat", HttpStatus = 200, FinishReason = "stop", Usage = new TokenUsage { Input = 20 + (i % 300), Output = 16 + (i % 50) }, CostNanos = 4_310 + i,
        UsageSource = UsageSource.Reported, FirstToken = TimeSpan.FromTicks(2_000_000 + i), Total = TimeSpan.FromTicks(5_000_000 + i),
        Attempts =
        [
            new() { Number = 1, Deployment = "openai/gpt-4o-mini", Provider = "openai", Outcome = AttemptOutcome.Ok, HttpStatus = 200, Started = TimeSpan.FromTicks(200), Duration = TimeSpan.FromTicks(4_900_000 + i) },
        ],
    };

    private static string Words(Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 330)
        {
            text.Append("abcdefghijklmnopqrstuvwxyz"[random.Next(26)], 1).Append(ChatWords[random.Next(ChatWords.Length)]).Append(' ');
        }

        return text.ToString();
    }

    private static readonly string[] ChatWords = ["ea", "ills", "round", "ater", "eople", "anguage", "ith", "rder", "nvoice", "eather", "ervice", "roblem", "nswer", "etails", "onth", "ustomer"];
}
