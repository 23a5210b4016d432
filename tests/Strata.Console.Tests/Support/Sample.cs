using System.Diagnostics;
using System.Text.Json;
using Strata.Console.Data;
using Strata.Core.Identity;
using Strata.Core.Money;
using Strata.Core.Tenancy;
using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Console.Tests.Support;

/// <summary>A day of requests as a small team makes them, or requests made to break a page. Seeded; traces come with them.</summary>
internal static class Sample
{
    public static readonly string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>" + new string('w', 160);

    public const string RightToLeft = "ما هي تكلفة هذا الطلب بالضبط، ولماذا استغرق وقتا طويلا؟";

    private static readonly ActivitySource Source = new("Strata.Gateway");

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
        host.Log.Add(ConsoleHost.Project, row with { TraceId = Trace(row, asked) });
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

    private static string Trace(RequestRow row, string asked)
    {
        Activity.Current = null;
        var start = row.At.UtcDateTime;
        using var root = Source.StartActivity($"chat {row.Model}", ActivityKind.Server)!;
        root.SetStartTime(start).SetTag("strata.project.id", ConsoleHost.Project).SetTag("strata.key.id", row.KeyId).SetTag("strata.request.id", row.Id)
            .SetTag("gen_ai.request.model", row.Model).SetTag("gen_ai.usage.input_tokens", row.Usage.Prompt).SetTag("gen_ai.usage.output_tokens", row.Usage.Completion)
            .SetTag("gen_ai.input.messages", JsonSerializer.Serialize(new[] { new { role = "system", content = "You are a careful assistant." }, new { role = "user", content = asked } }))
            .SetTag("gen_ai.output.messages", JsonSerializer.Serialize(new[] { new { role = "assistant", content = "Certainly. " + asked } }));
        var total = row.Total;
        foreach (var (name, from, to) in new[] { ("strata.reserve", 0.0, 0.02), ("route", 0.02, 0.04), ("prefill", 0.06, 0.2), ("decode", 0.2, 0.96), ("strata.settle", 0.97, 0.99) })
        {
            using var child = Source.StartActivity(name, ActivityKind.Internal)!;
            child.SetStartTime(start + (total * from)).SetEndTime(start + (total * to));
        }

        root.SetEndTime(start + total);
        if (row.ErrorCode.Length > 0)
        {
            root.SetStatus(ActivityStatusCode.Error, row.ErrorCode);
        }

        return root.TraceId.ToHexString();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
