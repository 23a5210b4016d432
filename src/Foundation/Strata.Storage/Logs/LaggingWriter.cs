using Strata.Storage.Durability;

namespace Strata.Storage.Logs;

/// <summary>
/// The writer of a log whose appends return when the operating system has the bytes: they survive the end of the process,
/// however it ends. A thread of its own makes them survive the machine's, one fsync an interval for all that came meanwhile.
/// <code>
/// append   lay out behind the last record · write · keep a copy until it is durable           on the caller's thread
/// sync     fsync what was written when it began · publish that as the durable end · drop its copy
/// failed   a failed write is cut off and acknowledges nothing; after a failed fsync the pages may be lost although written,
///          so what is not durable is cut off and written anew from its copy, and until that holds appends fail
/// </code>
/// </summary>
internal sealed class LaggingWriter : ILogWriter
{
    private const int CopyBytesMax = 16 << 20;
    private readonly string directory;
    private readonly ILogFiles files;
    private readonly LogOptions options;
    private readonly Func<LogView, LogView> publish;
    private readonly object gate = new();
    private readonly List<(long Sequence, TaskCompletionSource Completion)> waiting = [];
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogTail tail;
    private byte[] copy = new byte[64 << 10];
    private int copied;
    private long written;
    private IOException? broken;
    private bool mustCut;
    private bool isDirty;
    private bool hurries;
    private bool isClosed;
    private bool isStopped;

    internal LaggingWriter(string directory, ILogFiles files, LogOptions options, LogTail tail, Func<LogView, LogView> publish)
    {
        this.directory = directory;
        this.files = files;
        this.options = options;
        this.tail = tail;
        this.publish = publish;
        written = tail.View.LastSequence;
        new Thread(Run) { IsBackground = true, Name = $"log {Path.GetFileName(directory)}" }.Start();
    }

    public ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken) => new(Append(record.Span));

    /// <summary>Completes when everything appended before the call is durable; fails where the disk refuses, and after the end where it did.</summary>
    public Task SyncAsync()
    {
        lock (gate)
        {
            if (written == tail.View.LastSequence)
            {
                return Task.CompletedTask;
            }

            if (isStopped)
            {
                return Task.FromException(broken ?? (Exception)new ObjectDisposedException(nameof(SegmentedLog)));
            }

            var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((written, waits));
            hurries = true;
            Monitor.Pulse(gate);
            return waits.Task;
        }
    }

    public async ValueTask CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }

        await stopped.Task;
    }

    private long Append(ReadOnlySpan<byte> record)
    {
        var checksum = Crc32C.Of(record);
        var length = LogLayout.RecordBytes(record.Length);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(SegmentedLog));
            if (broken is not null)
            {
                throw new IOException(broken.Message, broken);
            }

            try
            {
                MakeRoom(length);
                var laid = LayOut(record, checksum, length);
                mustCut = true;
                tail.File.Write(laid, tail.View.TailBytes + copied);
                mustCut = false;
            }
            catch (Exception failure)
            {
                throw failure as IOException ?? Refused(failure);
            }

            copied += length;
            written++;
            if (!isDirty)
            {
                isDirty = true;
                Monitor.Pulse(gate);
            }

            return written;
        }
    }

    /// <summary>A place behind the last record: after what a failed write left is cut off, in a new segment where this one is full.</summary>
    private void MakeRoom(int length)
    {
        if (mustCut)
        {
            tail.File.SetLength(tail.View.TailBytes + copied);
            mustCut = false;
        }

        var end = tail.View.TailBytes + copied;
        var isFull = end > LogLayout.HeaderBytes && end + length > options.SegmentBytes;
        if (isFull || copied + length > CopyBytesMax)
        {
            SyncHere();
        }

        if (isFull)
        {
            var next = LogTail.Create(directory, files, written + 1, tail.View.Segments);
            tail.File.Dispose();
            tail = next with { View = publish(next.View) };
        }
    }

    private void SyncHere()
    {
        try
        {
            tail.File.Sync();
        }
        catch (Exception failure)
        {
            // A later sync would say that all is well: what this one covered is written anew first.
            broken = Refused(failure);
            isDirty = true;
            Monitor.Pulse(gate);
            throw broken;
        }

        Advance(written, copied);
    }

    private ReadOnlySpan<byte> LayOut(ReadOnlySpan<byte> record, uint checksum, int length)
    {
        if (copied + length > copy.Length)
        {
            Array.Resize(ref copy, Math.Max(copied + length, copy.Length * 2));
        }

        var laid = copy.AsSpan(copied, length);
        var place = (int)(written - tail.View.LastSequence);
        LogLayout.WriteRecordHeader(laid, new RecordHeader(record.Length, checksum, written + 1, place), tail.Salt);
        record.CopyTo(laid[LogLayout.RecordHeaderBytes..]);
        laid[(LogLayout.RecordHeaderBytes + record.Length)..].Clear();
        return laid;
    }

    private void Run()
    {
        while (Wait())
        {
            Sync();
        }

        lock (gate)
        {
            isStopped = true;
            tail.File.Dispose();
        }

        stopped.SetResult();
    }

    /// <summary>Sleeps until there is something to sync, and then for the interval, unless someone waits for it. False at the end.</summary>
    private bool Wait()
    {
        lock (gate)
        {
            while (!isDirty && !isClosed)
            {
                Monitor.Wait(gate);
            }

            var until = Environment.TickCount64 + (long)options.SyncEvery.TotalMilliseconds;
            while (!hurries && !isClosed && until - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(gate, (int)left);
            }

            hurries = false;
            return isDirty;
        }
    }

    private void Sync()
    {
        LogTail now;
        (long Sequence, int Bytes) upTo;
        lock (gate)
        {
            (now, upTo, isDirty) = (tail, (written, copied), false);
        }

        try
        {
            if (broken is null)
            {
                now.File.Sync();
            }
        }
        catch (ObjectDisposedException)
        {
            // a new segment was begun meanwhile, and this one synced before that
        }
        catch (Exception failure)
        {
            broken = Refused(failure);
        }

        lock (gate)
        {
            if (broken is not null)
            {
                WriteAnew();
            }
            else if (ReferenceEquals(tail, now))
            {
                Advance(upTo.Sequence, upTo.Bytes);
            }

            Answer();
        }
    }

    /// <summary>What is not durable goes to the disk once more. Where that fails too it is tried again after an interval, until it holds or the log is closed.</summary>
    private void WriteAnew()
    {
        try
        {
            tail.File.SetLength(tail.View.TailBytes);
            tail.File.Write(copy.AsSpan(0, copied), tail.View.TailBytes);
            tail.File.Sync();
            (broken, mustCut) = (null, false);
            Advance(written, copied);
        }
        catch (Exception failure)
        {
            broken = Refused(failure);
            isDirty = !isClosed;
        }
    }

    /// <summary>The durable end moves on; the copy of what is before it goes.</summary>
    private void Advance(long sequence, int bytes)
    {
        tail = tail with { View = publish(tail.View with { LastSequence = sequence, TailBytes = tail.View.TailBytes + bytes }) };
        copy.AsSpan(bytes, copied - bytes).CopyTo(copy);
        copied -= bytes;
    }

    /// <summary>Answers who waited for what is durable now; where the disk refused, everyone.</summary>
    private void Answer()
    {
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            var (sequence, completion) = waiting[i];
            if (broken is not null)
            {
                completion.TrySetException(broken);
            }
            else if (sequence <= tail.View.LastSequence)
            {
                completion.TrySetResult();
            }
            else
            {
                continue;
            }

            waiting.RemoveAt(i);
        }

        hurries |= waiting.Count > 0;
    }

    private IOException Refused(Exception failure) => new($"The log in {directory} could not be written: {failure.Message}", failure);
}
