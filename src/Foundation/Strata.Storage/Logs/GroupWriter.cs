using System.Collections.Concurrent;

namespace Strata.Storage.Logs;

/// <summary>The writer of a log whose appends are durable when they return: a bounded queue to the thread of a <see cref="LogWriter"/>.</summary>
internal sealed class GroupWriter : ILogWriter
{
    private readonly AppendQueue requests;
    private readonly ConcurrentBag<AppendRequest> spare = [];
    private readonly LogWriter writer;

    internal GroupWriter(string directory, ILogFiles files, LogOptions options, LogTail tail, Func<LogView, LogView> publish)
    {
        requests = new AppendQueue(options.QueueMax);
        writer = new LogWriter(directory, files, options, tail, (requests, publish));
        writer.Start(Path.GetFileName(directory));
    }

    public ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        var request = spare.TryTake(out var used) ? used : new AppendRequest(spare.Add);
        request.Fill(record.Span);
        if (!requests.TryAdd(request))
        {
            return AppendWhenFreeAsync(request, cancellationToken);
        }

        return cancellationToken.CanBeCanceled
            ? new ValueTask<long>(request.Completion.AsTask().WaitAsync(cancellationToken))
            : request.Completion;
    }

    public Task SyncAsync() => Task.CompletedTask;

    public async ValueTask CloseAsync()
    {
        requests.Close();
        await writer.Stopped;
    }

    private async ValueTask<long> AppendWhenFreeAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        await requests.AddAsync(request, cancellationToken);
        return await request.Completion.AsTask().WaitAsync(cancellationToken);
    }
}
