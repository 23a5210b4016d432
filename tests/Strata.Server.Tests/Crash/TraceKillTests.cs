using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Strata.Server.Tests.Support;
using Strata.Tests.Shared.Upstream;

namespace Strata.Server.Tests.Crash;

/// <summary>
/// Kills the server while clients ask models and send spans: a batch that was acknowledged, and a trace that was once shown, is there
/// after every kill, each span once. Rounds by STRATA_CRASH_ROUNDS (3), seed by STRATA_CRASH_SEED.
/// </summary>
public sealed class TraceKillTests : IDisposable
{
    private const int SpansOfBatch = 5;
    private readonly TempFolder folder = new();
    private readonly ConcurrentDictionary<string, int> expected = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_acknowledged_batch_and_no_trace_once_shown_is_lost_or_doubled_by_kills()
    {
        var rounds = Number("STRATA_CRASH_ROUNDS", 3);
        var random = new Random(Number("STRATA_CRASH_SEED", 1));
        await using var upstream = await ScriptedUpstream.StartAsync();
        folder.Write("strata.yaml", $"gateway:\n  upstreams:\n    - name: up\n      url: {upstream.Url}\n      key: {ScriptedUpstream.Key}\n      models: [echo]\n");
        var key = "";
        for (var round = 0; round < rounds; round++)
        {
            using var server = await ServerProcess.StartAsync(folder.Path, first: round == 0);
            key = server.FirstKey ?? key;
            await LoadAndKillAsync(server, key, round, random.Next(2, 25));
        }

        using var last = await ServerProcess.StartAsync(folder.Path, first: false);
        using var http = Client(last, key);
        await ReadyAsync(http);
        Assert.Contains(expected, e => e.Key.StartsWith("req_", StringComparison.Ordinal));
        Assert.Contains(expected, e => !e.Key.StartsWith("req_", StringComparison.Ordinal));
        foreach (var (id, spans) in expected)
        {
            Assert.True(await SpansAsync(http, id) == spans, $"Of the {spans} spans of {id} the server has {await SpansAsync(http, id)}.");
        }
    }

    private async Task LoadAndKillAsync(ServerProcess server, string key, int round, int each)
    {
        using var http = Client(server, key);
        await ReadyAsync(http);
        var (asked, sent) = (Reached(), Reached());
        Task[] clients =
        [
            Task.Run(() => RepeatAsync(each, asked, _ => ShownAsync(http))),
            Task.Run(() => RepeatAsync(4 * each, sent, number => SentAsync(http, string.Create(CultureInfo.InvariantCulture, $"{round + 1:x16}{number + 1:x16}")))),
        ];
        await Task.WhenAll(asked.Task, sent.Task).WaitAsync(TimeSpan.FromSeconds(60));
        await server.KillAsync();
        await Task.WhenAll(clients);
    }

    /// <summary>Goes on until the server is gone, and says when so many were done.</summary>
    private async Task RepeatAsync(int most, TaskCompletionSource reached, Func<int, Task<(string Id, int Spans)?>> one)
    {
        for (var number = 0; await one(number) is { } done; number++)
        {
            expected[done.Id] = done.Spans;
            if (number + 1 == most)
            {
                reached.SetResult();
            }
        }
    }

    /// <summary>Asks a model, and waits until its trace can be read.</summary>
    private static Task<(string Id, int Spans)?> ShownAsync(HttpClient http) => WhileThereAsync(async () =>
    {
        using var response = await http.PostAsync("/v1/chat/completions", Json("""{"model":"echo","messages":[{"role":"user","content":"hi"}]}"""));
        var id = response.Headers.GetValues("x-request-id").Single();
        int spans;
        while ((spans = await SpansAsync(http, id)) < 2) // the request's and the attempt's
        {
            await Task.Yield();
        }

        return (id, spans);
    });

    private static Task<(string Id, int Spans)?> SentAsync(HttpClient http, string trace) => WhileThereAsync(async () =>
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var spans = string.Join(',', Enumerable.Range(1, SpansOfBatch).Select(i =>
            $$"""{"traceId":"{{trace}}","spanId":"{{i:x16}}","parentSpanId":"{{(i == 1 ? "" : "0000000000000001")}}","name":"step","startTimeUnixNano":"{{now}}000000","endTimeUnixNano":"{{now}}000900"}"""));
        using var response = await http.PostAsync("/v1/traces", Json($$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{spans}}]}]}]}"""));
        Assert.Equal((200, "{}"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        return (trace, SpansOfBatch);
    });

    private static async Task<(string Id, int Spans)?> WhileThereAsync(Func<Task<(string Id, int Spans)>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>How many spans a trace has; 0 where it is not there.</summary>
    private static async Task<int> SpansAsync(HttpClient http, string id)
    {
        using var response = await http.GetAsync("/strata/v1/traces/" + id);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return response.IsSuccessStatusCode ? body.RootElement.GetProperty("spans").GetArrayLength() : 0;
    }

    /// <summary>The store opens beside the start: until then spans are to be sent again.</summary>
    private static async Task ReadyAsync(HttpClient http)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var span = $$"""{"traceId":"000000000000000000000000000000ff","spanId":"00000000000000ff","name":"x","startTimeUnixNano":"{{now}}000000"}""";
        while (true)
        {
            using var response = await http.PostAsync("/v1/traces", Json($$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{span}}]}]}]}"""));
            if (response.IsSuccessStatusCode)
            {
                return;
            }
        }
    }

    private static TaskCompletionSource Reached() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static HttpClient Client(ServerProcess server, string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
