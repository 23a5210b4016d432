using System.Runtime.CompilerServices;
using Strata.Core.Storage;

namespace Strata.Storage.Logs;

/// <summary>
/// An append log of segment files. Appends go to its one writer; readers open the files themselves and stop at the durable
/// end that the writer published last. <see cref="LogLayout"/> has the bytes.
/// </summary>
internal sealed class SegmentedLog : IAppendLog
{
    private readonly ILogFiles files;
    private readonly LogOptions options;
    private readonly IDisposable heldLock;
    private readonly ILogWriter writer;
    private readonly Lock gate = new();
    private readonly Lock trimming = new();
    private volatile LogView view;
    private volatile ReadPlace? place;
    private long trimmedThrough;

    internal SegmentedLog(string directory, ILogFiles files, LogOptions options, LogTail tail, IDisposable heldLock)
    {
        this.files = files;
        this.options = options;
        this.heldLock = heldLock;
        view = tail.View;
        writer = options.SyncEvery > TimeSpan.Zero
            ? new LaggingWriter(directory, files, options, tail, Publish)
            : new GroupWriter(directory, files, options, tail, Publish);
    }

    public long LastSequence => view.LastSequence;

    public ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Length, options.RecordBytesMax, nameof(record));
        cancellationToken.ThrowIfCancellationRequested();
        return writer.AppendAsync(record, cancellationToken);
    }

    public Task SyncAsync(CancellationToken cancellationToken) => writer.SyncAsync().WaitAsync(cancellationToken);

    public async IAsyncEnumerable<LogRecord> ReadAsync(long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var next = Math.Max(1, fromSequence);
        while (view is var now && next <= now.LastSequence)
        {
            var index = now.IndexOf(next);
            var (segment, isLast) = (now.Segments[index], index == now.Segments.Length - 1);
            using var reader = OpenSegment(segment);
            if (reader is null)
            {
                continue;
            }

            if (place is { } before && before.Segment == segment.FirstSequence && before.NextSequence <= next)
            {
                reader.Resume(before);
            }

            var limit = isLast ? now.TailBytes : reader.FileLength;
            while (Step(reader, limit, segment))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader.NextSequence > next)
                {
                    next = reader.NextSequence;
                    place = new ReadPlace(segment.FirstSequence, next, reader.Offset);
                    yield return new LogRecord(next - 1, reader.Data.ToArray());
                }
            }

            var through = isLast ? now.LastSequence : now.Segments[index + 1].FirstSequence - 1;
            if (reader.NextSequence <= through)
            {
                throw new InvalidDataException($"The log segment {segment.Path} ends at byte {reader.Offset}, before its last record {through}.");
            }
        }
    }

    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (trimming)
        {
            Segment[] gone;
            lock (gate)
            {
                var segments = view.Segments;
                var kept = 0;
                while (kept < segments.Length - 1 && segments[kept + 1].FirstSequence - 1 <= throughSequence)
                {
                    kept++;
                }

                gone = segments[..kept];
                trimmedThrough = segments[kept].FirstSequence - 1;
                view = view with { Segments = segments[kept..] };
            }

            // Oldest first, each durably: a crash in between leaves a log without a hole.
            foreach (var segment in gone)
            {
                files.Delete(segment.Path);
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await writer.CloseAsync();
        heldLock.Dispose();
    }

    // Returns what was published: the writer goes on with a view that no longer lists what was trimmed meanwhile.
    private LogView Publish(LogView written)
    {
        lock (gate)
        {
            view = written.Segments[0].FirstSequence > trimmedThrough
                ? written
                : written with { Segments = [.. written.Segments.Where(segment => segment.FirstSequence > trimmedThrough)] };
            return view;
        }
    }

    // Null where the segment was trimmed since the caller looked.
    private SegmentReader? OpenSegment(Segment segment)
    {
        ILogFile file;
        try
        {
            file = files.OpenRead(segment.Path);
        }
        catch (FileNotFoundException) when (view.Segments[0].FirstSequence > segment.FirstSequence)
        {
            return null;
        }

        var wrong = SegmentReader.TryOpen(file, segment.FirstSequence, options.RecordBytesMax, out var reader);
        return reader ?? throw new InvalidDataException($"The log segment {segment.Path} cannot be read: {wrong}.");
    }

    private static bool Step(SegmentReader reader, long limit, Segment segment) => reader.Next(limit) switch
    {
        SegmentStep.Record => true,
        SegmentStep.End => false,
        _ => throw new InvalidDataException($"The log segment {segment.Path} is damaged at byte {reader.Offset}: record {reader.NextSequence} cannot be read."),
    };
}
