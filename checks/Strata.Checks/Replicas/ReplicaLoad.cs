using System.Collections.Concurrent;
using System.Text;

namespace Strata.Checks.Replicas;

/// <summary>Requests at a bounded rate to whichever replicas are in service, one after the other; every fifth counts against a rate, every fifth against a budget.</summary>
internal sealed class ReplicaLoad(IReadOnlyList<Replica> replicas, int perSecond)
{
    private readonly TimeProvider time = TimeProvider.System;
    private readonly ConcurrentQueue<ReplicaAnswer> answers = new();
    private int running;

    public IReadOnlyCollection<ReplicaAnswer> Answers => answers;

    /// <summary>Sends until it is cancelled, then waits for what runs.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var sent = 0; !cancellationToken.IsCancellationRequested; sent++)
        {
            var due = TimeSpan.FromSeconds((double)sent / perSecond) - time.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, time, CancellationToken.None);
            }

            Interlocked.Increment(ref running);
            _ = SendAsync(sent);
        }

        while (Volatile.Read(ref running) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, CancellationToken.None);
        }
    }

    private async Task SendAsync(int number)
    {
        var serving = replicas.Where(r => r.IsInService).ToArray();
        var replica = serving[number / 5 % serving.Length]; // five kinds in a row, so that each replica gets all
        var (kind, kills, at) = ((number % 5) switch { 0 => "rate", 1 => "money", _ => "free" }, replica.Kills, time.GetUtcNow());
        var (id, status, lost) = ("", 0, "");
        try
        {
            (id, status, lost) = await AskAsync(replica.Client, kind, stream: number % 2 == 0);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            lost = $"{failure.GetType().Name}: {failure.Message}";
        }
        finally
        {
            answers.Enqueue(new ReplicaAnswer(kind, replica.Name, at, id, status, lost, replica.Kills > kills));
            Interlocked.Decrement(ref running);
        }
    }

    private static async Task<(string Id, int Status, string Lost)> AskAsync(HttpClient client, string kind, bool stream)
    {
        var body = $$"""{"model":"echo","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"say a few words"}]}""";
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("x-strata-tags", $"kind={kind}");
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var text = await response.Content.ReadAsStringAsync();
        var isWhole = !response.IsSuccessStatusCode || !stream || text.Contains("[DONE]", StringComparison.Ordinal);
        var id = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.Single() : "";
        return (id, (int)response.StatusCode, isWhole ? "" : "the stream has no end");
    }
}
