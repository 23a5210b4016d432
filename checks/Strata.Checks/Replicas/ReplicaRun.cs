using System.Globalization;
using System.Text.Json;
using Strata.Tests.Shared.Upstream;

namespace Strata.Checks.Replicas;

/// <summary>
/// Two replicas on one PostgreSQL under load:
/// <code>
///  0 s     both serve
/// 20 s     one is killed; ten seconds later it starts again on its own folder
/// 45 s     the database is stopped as by a power cut, for the given time
///          fifteen seconds before its end the same one is killed again, with all its rows of that time in its own log
///          the database and the killed one start again; the load goes on for thirty seconds
/// </code>
/// </summary>
internal sealed class ReplicaRun(string binary, TimeSpan outage, int perSecond)
{
    public const int RatePerMinute = 240;
    public const long CallNanos = (4 * 1_000) + (11 * 10_000);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);
    private readonly TimeProvider time = TimeProvider.System;

    /// <summary>Calls that the budget is for: used up in the middle of the outage.</summary>
    public int BudgetCalls => (int)((45 + (outage.TotalSeconds / 2)) * perSecond / 5);

    public IReadOnlyCollection<ReplicaAnswer> Answers { get; private set; } = [];

    /// <summary>Ids of all rows in the ledger.</summary>
    public List<string> Rows { get; } = [];

    /// <summary>Requests by the ledger's sums.</summary>
    public long Summed { get; private set; }

    public DateTimeOffset AwayFrom { get; private set; }

    public DateTimeOffset KilledAway { get; private set; }

    /// <summary>Seconds from the database's return until every acknowledged row was there.</summary>
    public double CaughtUpAfter { get; private set; }

    public long MemoryMb { get; private set; }

    public async Task RunAsync(PostgresServer postgres)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var root = Directory.CreateTempSubdirectory("strata-replicas").FullName;
        Replica[] replicas = [.. new[] { "a", "b" }.Select(n => new Replica(n, binary, Write(Path.Combine(root, n), postgres, upstream)))];
        try
        {
            var key = await replicas[0].StartAsync(null);
            await replicas[1].StartAsync(key);
            var load = new ReplicaLoad(replicas, perSecond);
            using var end = new CancellationTokenSource();
            var loading = load.RunAsync(end.Token);
            await PlayAsync(postgres, replicas[1], key);
            var back = time.GetTimestamp();
            await PauseAsync(TimeSpan.FromSeconds(30));
            await end.CancelAsync();
            await loading;
            Answers = load.Answers;
            await ReadAsync(replicas[0].Client);
            CaughtUpAfter = time.GetElapsedTime(back).TotalSeconds;
            MemoryMb = replicas.Max(r => r.MemoryMb());
        }
        finally
        {
            foreach (var replica in replicas)
            {
                replica.Dispose();
            }

            Directory.Delete(root, recursive: true);
        }
    }

    private async Task PlayAsync(PostgresServer postgres, Replica victim, string? key)
    {
        await PauseAsync(TimeSpan.FromSeconds(20));
        await victim.KillAsync();
        await PauseAsync(TimeSpan.FromSeconds(10));
        await victim.StartAsync(key);
        await PauseAsync(Lead);
        Say("the database stops");
        AwayFrom = time.GetUtcNow();
        await postgres.StopAsync();
        await PauseAsync(outage - Lead);
        KilledAway = time.GetUtcNow();
        await victim.KillAsync();
        await PauseAsync(Lead);
        await postgres.StartAsync();
        Say("the database is back");
        await victim.StartAsync(key);
    }

    /// <summary>Reads the ledger until everything acknowledged is there, for at most two minutes.</summary>
    private async Task ReadAsync(HttpClient client)
    {
        var acknowledged = Answers.Where(a => a.IsAdmitted).Select(a => a.Id).ToArray();
        var began = time.GetTimestamp();
        do
        {
            Rows.Clear();
            var before = "";
            do
            {
                using var page = JsonDocument.Parse(await client.GetStringAsync($"/strata/v1/requests?limit=1000{(before.Length > 0 ? $"&before={before}" : "")}"));
                Rows.AddRange(page.RootElement.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
                before = page.RootElement.TryGetProperty("before", out var next) ? next.GetString() ?? "" : "";
            }
            while (before.Length > 0);
        }
        while (acknowledged.Except(Rows).Any() && time.GetElapsedTime(began) < TimeSpan.FromMinutes(2));
        using var usage = JsonDocument.Parse(await client.GetStringAsync("/strata/v1/usage"));
        Summed = usage.RootElement.GetProperty("data").EnumerateArray().Sum(g => g.GetProperty("requests").GetInt64());
    }

    private string Write(string folder, PostgresServer postgres, ScriptedUpstream upstream)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "strata.yaml"), string.Create(CultureInfo.InvariantCulture, $$"""
            storage:
              postgres: "{{postgres.Connection}}"
            gateway:
              key_pepper: one-pepper-for-all-replicas-0123456789
              upstreams:
                - { name: up, url: "{{upstream.Url}}", key: {{ScriptedUpstream.Key}}, models: [echo] }
              prices:
                up/echo: { input: 1, output: 10 }
              limits:
                - { id: rate, tag: "kind=rate", requests: {{RatePerMinute}}, window: 60s }
                - { id: money, tag: "kind=money", dollars: {{BudgetCalls * CallNanos / 1_000_000_000m}}, window: total }

            """));
        return folder;
    }

    private Task PauseAsync(TimeSpan length) => Task.Delay(length, time, CancellationToken.None);

    private static void Say(string what) => Console.WriteLine(what);
}
