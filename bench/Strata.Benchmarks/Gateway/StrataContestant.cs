using System.Net.Http.Json;
using System.Text.Json;

namespace Strata.Benchmarks.Gateway;

/// <summary>
/// Our own binary as a user starts it, all governance on: key with request and token limits, budgets on key and organisation,
/// a route over three targets, prices, breakers, a durable ledger row a request, metrics.
/// </summary>
internal static class StrataContestant
{
    /// <summary>Flags of an experiment, for instance <c>--set telemetry.x=y</c>, from <c>STRATA_BENCH_FLAGS</c>.</summary>
    private static string[] More => Environment.GetEnvironmentVariable("STRATA_BENCH_FLAGS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static async Task<Contestant> StartAsync(int upstream, string folder, string binary)
    {
        var config = Path.Combine(folder, "strata.yaml");
        await File.WriteAllTextAsync(config, Config(upstream));
        var process = ChildProcess.Start(Contestants.GatewayProcessor, binary, ["up", "--config", config, "--data", Path.Combine(folder, "data"), "--listen", "http://127.0.0.1:0", .. More]);
        var url = (await process.LineAsync("http://127.0.0.1:")).Split(' ').First(w => w.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        var admin = (await process.LineAsync("sk-strata-")).Split(' ').First(w => w.StartsWith("sk-strata-", StringComparison.Ordinal));
        var port = new Uri(url.TrimEnd('/', ',', '.')).Port;
        var key = await CreateKeyAsync(port, admin, "bench");
        return new Contestant("strata", port, $"Authorization: Bearer {key}\r\n", process) { Admin = admin };
    }

    public static async Task<string> CreateKeyAsync(int port, string admin, string name)
    {
        using var client = Client(port, admin);
        return await CreateKeyAsync(client, name);
    }

    /// <summary>Makes many keys with limits, a few at once.</summary>
    public static async Task CreateKeysAsync(Contestant strata, int count)
    {
        using var client = Client(strata.Port, strata.Admin);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await CreateKeyAsync(client, $"bench {i}"));
    }

    private static HttpClient Client(int port, string admin) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { Authorization = new("Bearer", admin) } };

    private static async Task<string> CreateKeyAsync(HttpClient client, string name)
    {
        var limits = new { name, role = "service", requests_per_minute = 100_000_000L, tokens_per_minute = 1_000_000_000_000L };
        using var answer = await client.PostAsJsonAsync("/strata/v1/keys", limits);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("secret").GetString()!
            : throw new IOException($"The key was not made: {text}");
    }

    private static string Config(int upstream) => $$"""
        server:
          log: { level: warning }
        gateway:
          upstreams:
            - { name: one, url: "http://127.0.0.1:{{upstream}}/v1", key: sk-one, any_model: true }
            - { name: two, url: "http://127.0.0.1:{{upstream}}/v1", key: sk-two, models: [bench] }
            - { name: three, url: "http://127.0.0.1:{{upstream}}/v1", key: sk-three, models: [bench] }
          routes:
            - name: bench
              targets: [{ deployment: one/bench, weight: 2 }, { deployment: two/bench }, { deployment: three/bench }]
            - { name: kept, cache: kept, targets: [{ deployment: one/bench }] }
          cache:
            policies: { kept: { exact: true, ttl: 1h } }
          limits:
            - { id: bench-month, organization: "*", dollars: 1000000, window: month }
            - { id: bench-day, key: "*", dollars: 500000, window: day }
            - { id: bench-slots, team: "*", parallel: 4000 }
          prices:
            bench: { input: 2.5, cached_input: 1.25, output: 10 }
        """;
}
