using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Gateway.Diagnostics;
using Strata.Stored.Responses;

namespace Strata.Gateway.Stored;

/// <summary>
/// Keeps answers of Responses: in memory at once, in the database behind the request. The queue is bounded; where the database is away
/// for long, the oldest that wait are still found in memory, and new ones past the bound are not kept.
/// </summary>
internal sealed class StoredResponses(StoredResponseTable table, TimeProvider time, ILogger<StoredResponses> logger) : BackgroundService
{
    /// <summary>The most bytes of one answer, its input included.</summary>
    public const int BytesMax = 4 << 20;

    /// <summary>The longest chain of answers that follow on one another.</summary>
    public const int ChainMax = 256;

    private const int WaitingMax = 1_024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string Project, string Id), StoredResponse> waiting = new();
    private readonly Channel<StoredResponse> queue = Channel.CreateBounded<StoredResponse>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    /// <summary>Keeps an answer; false where it is too large or too many wait.</summary>
    public bool Keep(StoredResponse response)
    {
        if (response.Bytes > BytesMax)
        {
            return false;
        }

        waiting[(response.Project, response.Id)] = response;
        if (queue.Writer.TryWrite(response))
        {
            return true;
        }

        waiting.TryRemove((response.Project, response.Id), out _);
        return false;
    }

    /// <summary>An answer of a project; null where there is none.</summary>
    public ValueTask<StoredResponse?> FindAsync(string project, string id, CancellationToken cancellationToken) =>
        waiting.TryGetValue((project, id), out var response) ? new(response) : table.FindAsync(project, id, cancellationToken);

    /// <summary>Removes an answer; false where there is none.</summary>
    public async ValueTask<bool> RemoveAsync(string project, string id, CancellationToken cancellationToken)
    {
        var waited = waiting.TryRemove((project, id), out _);
        return await table.RemoveAsync(project, id, cancellationToken) || waited;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = time.GetTimestamp();
        await foreach (var response in queue.Reader.ReadAllAsync(stoppingToken))
        {
            while (waiting.ContainsKey((response.Project, response.Id)) && !await TryWriteAsync(response, stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
            }

            if (time.GetElapsedTime(swept) > TimeSpan.FromHours(1))
            {
                swept = time.GetTimestamp();
                await table.ExpireAsync((time.GetUtcNow() - Lifetime).ToUnixTimeMilliseconds(), stoppingToken);
            }
        }
    }

    private async ValueTask<bool> TryWriteAsync(StoredResponse response, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddAsync(response, cancellationToken);
            waiting.TryRemove((response.Project, response.Id), out _);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ResponseNotStored(logger, exception, response.Id);
            return false;
        }
    }
}
