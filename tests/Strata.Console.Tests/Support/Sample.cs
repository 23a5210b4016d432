using System.Globalization;
using System.Text;
using Strata.Console.Data;
using Strata.Core.Identity;
using Strata.Core.Money;
using Strata.Core.Tenancy;
using Strata.Core.Usage;
using Strata.Ledger.Rows;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Console.Tests.Support;

/// <summary>A day of requests as a small team makes them, or requests made to break a page. Seeded; traces come with them.</summary>
internal static class Sample
{
    public static readonly string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>" + new string('w', 160);

    public const string RightToLeft = "ما هي تكلفة هذا الطلب بالضبط، ولماذا استغرق وقتا طويلا؟";

    private static readonly SpanOrigin Gateway = new() { Service = "strata", ScopeName = "Strata.Gateway" };

    private static readonly string[] Questions =
    [
        "Summarise the attached minutes in five points, with owners and dates", "What is the notice period in a German employment contract after four years?",
        "Write a SQL query that returns the ten customers with the highest churn risk", "Translate: 'The shipment is delayed by two days.' into French",
        "Classify this ticket: my invoice shows the wrong VAT number", "Explain why the p95 latency doubled after the deployment on Tuesday",
        "Hello", "Draft a polite answer to a supplier who missed the second deadline in a row, and ask for a binding date",
    ];

    public static void Typical(ConsoleHost host, int count = 120)
    {
        var random = new Random(11);
        for (var i = 0; i < count; i++)
        {
            var at = ConsoleHost.Now.AddMinutes(-(count - i) * 1430.0 / count);
            var verdict = random.Next(20) switch { 0 => RequestVerdict.ProviderFailed, 1 => RequestVerdict.Refused, 2 => RequestVerdict.CallerLeft, _ => RequestVerdict.Ok };
            var model = (i % 5) switch { 0 => "openai/gpt-4o-mini", 1 => "llama-3.1-8b-instruct", _ => "smollm2" };
            Add(host, at, model, Questions[random.Next(Questions.Length)], verdict, (random, i % 5 != 1));
        }
    }

    public static void Extreme(ConsoleHost host)
    {
        var random = new Random(12);
        Add(host, ConsoleHost.Now.AddMinutes(-3), Hostile, Hostile, RequestVerdict.Ok, (random, false));
        Add(host, ConsoleHost.Now.AddMinutes(-2), new string('m', 200), RightToLeft, RequestVerdict.Failed, (random, false));
        Add(host, ConsoleHost.Now.AddMinutes(-1), "smollm2", string.Concat(Enumerable.Repeat("A very long prompt without an end. ", 300)), RequestVerdict.Ok, (random, true));
        host.Keys.Rows.Add(new KeyRow { Id = "key_hostile", Name = Hostile[..100], Role = Role.Service, Hint = "<b>x", CreatedAt = ConsoleHost.Now });
        host.Models.Upstream.Add(Hostile);
        GatewaySample.Extreme(host.Gateway, host.Ledger);
    }

    private static void Add(ConsoleHost host, DateTimeOffset at, string model, string asked, RequestVerdict verdict, (Random Random, bool Priced) how)
    {
        var random = how.Random;
        var id = new TimeOrderedIds(new FixedClock(at), random.NextBytes).Next("req");
        var total = TimeSpan.FromMilliseconds(120 * Math.Exp(random.NextDouble() * 4));
        var bad = verdict is RequestVerdict.Refused or RequestVerdict.ProviderFailed;
        var usage = bad ? default : new TokenUsage { Input = random.Next(20, 4000), Output = random.Next(5, 900) };
        var row = new RequestRow
        {
            Id = id, At = at, KeyId = host.Keys.Rows.Count > 0 ? host.Keys.Rows[random.Next(Math.Min(2, host.Keys.Rows.Count))].Id : "key_x", Model = model, Deployment = bad ? "" : model,
            Provider = model.Contains('/', StringComparison.Ordinal) ? "openai" : "strata", Endpoint = "openai.chat", Stream = random.Next(2) == 0, Verdict = verdict,
            HttpStatus = verdict switch { RequestVerdict.Ok or RequestVerdict.CallerLeft => 200, RequestVerdict.Refused => 429, _ => 502 }, FinishReason = bad ? "" : "stop",
            ErrorCode = verdict switch { RequestVerdict.Refused => "rate_limit_exceeded", RequestVerdict.ProviderFailed => "upstream_error", RequestVerdict.Failed => "internal_error", _ => "" },
            Usage = usage, UsageSource = bad ? "" : "counted", Cost = how.Priced && !bad ? new NanoDollars((usage.Input * 150) + (usage.Output * 600)) : null, PriceVersion = how.Priced ? "1f0c9a7be210" : "",
            Attempts = Attempts(model, verdict, total, usage, how.Priced), Route = verdict == RequestVerdict.Ok ? "chat · weighted" : "", Cache = verdict == RequestVerdict.Ok ? "miss" : "",
            Findings = asked == Hostile ? [new LedgerVerdict(Hostile, "block", 3)] : [], Notes = asked == Hostile ? [Hostile] : [], CutOff = asked == Hostile ? Hostile : "",
            Queue = TimeSpan.FromMilliseconds(random.Next(0, 20)), FirstToken = bad ? null : total * 0.2, Total = total,
        };
        host.Log.Add(ConsoleHost.Project, row with { TraceId = Trace(host, row, asked) });
    }

    /// <summary>Every request but a refused one asked twice: the first provider was limited.</summary>
    private static IReadOnlyList<LedgerAttempt> Attempts(string model, RequestVerdict verdict, TimeSpan total, TokenUsage usage, bool priced) => verdict == RequestVerdict.Refused ? [] :
    [
        new() { Number = 1, Deployment = "groq/llama-3.3-70b", Provider = "groq", Credential = "main", Duration = total * 0.1, Outcome = AttemptOutcome.FailedOver, HttpStatus = 429,
            Reason = "rate_limited", CostNanos = 0 },
        new()
        {
            Number = 2, Deployment = model, Provider = "openai", Credential = "spare", Started = total * 0.12, FirstToken = verdict == RequestVerdict.Ok ? total * 0.2 : null, Duration = total * 0.85,
            Outcome = verdict == RequestVerdict.Ok ? AttemptOutcome.Ok : AttemptOutcome.Failed, HttpStatus = verdict == RequestVerdict.Ok ? 200 : 502,
                Reason = verdict == RequestVerdict.Ok ? "" : "server_transient", Usage = usage,
            CostNanos = priced ? (usage.Input * 150) + (usage.Output * 600) : null, UpstreamRequestId = "chatcmpl-8f2c",
        },
    ];

    private static string Trace(ConsoleHost host, RequestRow row, string asked)
    {
        var id = RequestTrace.IdOf(row.Id);
        host.Recorder.Write((row, asked, id), static (buffer, state) =>
        {
            var (row, asked, id) = state;
            var start = (row.At - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
            var root = Begin(buffer, row, (id, 1), (start, row.Total));
            (root.Name, root.Kind, root.Operation, root.RequestModel, root.Usage) = ($"chat {row.Model}", SpanKind.Server, "chat", row.Model, row.Usage);
            root.Attributes.Add("strata.request.id", row.Id);
            if (row.ErrorCode.Length > 0)
            {
                (root.Status, root.StatusText) = (SpanStatus.Error, row.ErrorCode);
            }

            root.Messages.Add(new SpanMessage(MessageSlot.Input, "system", buffer.Texts.Copy("You are a careful assistant."u8)));
            root.Messages.Add(new SpanMessage(MessageSlot.Input, "user", buffer.Texts.Copy(Encoding.UTF8.GetBytes(asked))));
            root.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", buffer.Texts.Copy(Encoding.UTF8.GetBytes("Certainly. " + asked))));
            var number = 1UL;
            foreach (var (name, from, to) in new[] { ("strata.reserve", 0.0, 0.02), ("route", 0.02, 0.04), ("prefill", 0.06, 0.2), ("decode", 0.2, 0.96), ("strata.settle", 0.97, 0.99) })
            {
                var child = Begin(buffer, row, (id, ++number), (start + (long)(row.Total.Ticks * 100 * from), row.Total * (to - from)));
                (child.Name, child.ParentId) = (name, 1);
            }
        });
        return id.ToString("x32", CultureInfo.InvariantCulture);
    }

    private static SpanRecord Begin(SpanBuffer buffer, RequestRow row, (UInt128 Trace, ulong Span) ids, (long StartNs, TimeSpan Length) when)
    {
        var span = buffer.Add()!;
        (span.Tenant, span.Key, span.Origin) = (new Tenant("org", ConsoleHost.Project), row.KeyId, Gateway);
        (span.TraceId, span.SpanId, span.StartNs, span.EndNs) = (ids.Trace, ids.Span, when.StartNs, when.StartNs + (when.Length.Ticks * 100));
        return span;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
