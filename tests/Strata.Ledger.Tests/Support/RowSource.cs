using Strata.Core.Identity;
using Strata.Core.Usage;
using Strata.Ledger.Rows;
using Strata.Tests.Shared;

namespace Strata.Ledger.Tests.Support;

/// <summary>Seeded rows of several tenants over five days, each with an id of its own time.</summary>
internal sealed class RowSource(int seed)
{
    private readonly Random random = new(seed);

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 21, 20, 0, TimeSpan.Zero);

    public LedgerRow Next(TimeSpan? after = null)
    {
        var at = Start + (after ?? TimeSpan.FromDays(random.Next(4)) + TimeSpan.FromMilliseconds(random.Next(5 * 3_600_000)));
        var project = random.Next(3);
        var usage = new TokenUsage { Input = random.Next(1_000), CachedInput = random.Next(50), CacheWriteLong = random.Next(5), Output = random.Next(500), AudioOutput = random.Next(3), ToolCalls = random.Next(2) };
        long? cost = random.Next(8) == 0 ? null : random.Next(1_000_000);
        var deployment = Pick("openai/gpt", "anthropic/claude", "local");
        return new LedgerRow
        {
            Id = new TimeOrderedIds(new ManualTime(at), bytes => random.NextBytes(bytes)).Next("req"),
            At = at,
            Organization = project == 2 ? "org_b" : "org_a",
            Project = "prj_" + project,
            Team = Pick("", "red", "blue"),
            User = Pick("", "ann"),
            EndUser = Pick("", "c1", "c2", "c%"),
            KeyId = $"key_{project}{random.Next(2)}",
            Tags = random.Next(3) switch { 0 => [], 1 => [Pick("env=prod", "env=dev")], _ => ["feature=chat", Pick("env=prod", "env=dev", "feature=chat")] },
            Model = Pick("smart", "fast"),
            Deployment = deployment,
            Provider = deployment.Split('/')[0],
            Endpoint = Pick("openai.chat", "anthropic.messages"),
            Status = (LedgerStatus)random.Next(5),
            HttpStatus = 200,
            Usage = usage,
            CostNanos = cost,
            UpstreamCostNanos = random.Next(2) == 0 ? null : 7,
            SavedNanos = random.Next(3),
            CacheStatus = Pick("", "exact"),
            Total = TimeSpan.FromMicroseconds(random.Next(100_000)),
            Attempts = random.Next(3) == 0 ? [] : [Attempt(1, deployment, null), Attempt(2, deployment, cost)],
        };
    }

    public IReadOnlyList<LedgerRow> Many(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    public string Pick(params ReadOnlySpan<string> words) => words[random.Next(words.Length)];

    public int Below(int most) => random.Next(most);

    private static LedgerAttempt Attempt(int number, string deployment, long? cost) => new()
    {
        Number = number, Deployment = deployment, Provider = "p", Credential = "main", Outcome = number == 1 ? AttemptOutcome.FailedOver : AttemptOutcome.Ok, CostNanos = cost,
        FirstByte = number == 1 ? null : TimeSpan.FromMicroseconds(9), Duration = TimeSpan.FromMicroseconds(12), HttpStatus = 500, Reason = "r",
    };
}
