using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Strata.Server.Tests.Support;
using Strata.Tests.Shared.Upstream;

namespace Strata.Server.Tests.Crash;

/// <summary>
/// Kills the server at random points under load and starts it again: what a client holds an answer for stands in the ledger
/// once. Rounds by STRATA_CRASH_ROUNDS (5), seed by STRATA_CRASH_SEED; ./strata check crash runs two hundred.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Clients = 4;
    private readonly TempFolder folder = new();
    private readonly ConcurrentDictionary<string, int> acknowledged = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_acknowledged_row_is_lost_or_doubled_by_kills_under_load()
    {
        var rounds = Number("STRATA_CRASH_ROUNDS", 5);
        var seed = Number("STRATA_CRASH_SEED", 1);
        var random = new Random(seed);
        await using var upstream = await ScriptedUpstream.StartAsync();
        folder.Write("strata.yaml", $"gateway:\n  upstreams:\n    - name: up\n      url: {upstream.Url}\n      key: {ScriptedUpstream.Key}\n      models: [echo]\n");
        var key = "";
        for (var round = 0; round < rounds; round++)
        {
            using var server = await ServerProcess.StartAsync(folder.Path, first: round == 0);
            key = server.FirstKey ?? key;
            await LoadAndKillAsync(server, key, random.Next(1, 60));
        }

        using var last = await ServerProcess.StartAsync(folder.Path, first: false);
        var ledger = await LedgerAsync(last, key);
        var lost = acknowledged.Keys.Except(ledger).ToArray();
        Assert.True(lost.Length == 0, $"seed {seed}: {lost.Length} of {acknowledged.Count} acknowledged rows are lost, for instance {lost.FirstOrDefault()}");
        Assert.Equal(ledger.Count, ledger.Distinct().Count());
        Assert.Equal(ledger.Count, await SumAsync(last, key));
        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {acknowledged.Count} acknowledged, {ledger.Count} in the ledger");
        Assert.True(acknowledged.Count >= rounds);
    }

    private async Task LoadAndKillAsync(ServerProcess server, string key, int acknowledgements)
    {
        using var http = Client(server, key);
        var left = acknowledgements;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(async () =>
        {
            while (await AskAsync(http, stream: i % 2 == 0) is { } id)
            {
                acknowledged.TryAdd(id, 0);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    reached.SetResult();
                }
            }
        })).ToArray();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await server.KillAsync();
        await Task.WhenAll(clients);
    }

    /// <summary>The request's id once its whole answer is here; null where the server went away.</summary>
    private static async Task<string?> AskAsync(HttpClient http, bool stream)
    {
        var body = $$"""{"model":"echo","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"hi"}]}""";
        try
        {
            using var response = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"));
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            return !stream || text.Contains("[DONE]", StringComparison.Ordinal) ? response.Headers.GetValues("x-request-id").Single() : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task<List<string>> LedgerAsync(ServerProcess server, string key)
    {
        using var http = Client(server, key);
        var (ids, before) = (new List<string>(), "");
        do
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync($"/strata/v1/requests?limit=1000{(before.Length > 0 ? $"&before={before}" : "")}"));
            ids.AddRange(page.RootElement.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
            before = page.RootElement.TryGetProperty("before", out var next) ? next.GetString() ?? "" : "";
        }
        while (before.Length > 0);
        return ids;
    }

    private static async Task<long> SumAsync(ServerProcess server, string key)
    {
        using var http = Client(server, key);
        using var usage = JsonDocument.Parse(await http.GetStringAsync("/strata/v1/usage"));
        return usage.RootElement.GetProperty("data").EnumerateArray().Sum(g => g.GetProperty("requests").GetInt64());
    }

    private static HttpClient Client(ServerProcess server, string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
