namespace Strata.Storage.Logs;

/// <summary>
/// The one writer of a log, on a thread of its own (it blocks in fsync). While it syncs, appends gather in the queue:
/// they are the next batch. That is group commit, with no timer and no added wait.
/// <code>
/// 1 take what waits, up to the batch bound      4 write the batch behind the last durable byte
/// 2 cut off what a failed batch left behind     5 fsync
/// 3 begin a new segment where this one is full  6 publish the new end, then answer the callers
/// </code>
/// A failure in 2–5 fails the whole batch and nothing else: the end stays where it was, and the next batch starts over
/// from there. After a failed fsync the pages may be lost although written, so they are cut off and never synced again.
/// </summary>
internal sealed class LogWriter
{
    private readonly string directory;
    private readonly ILogFiles files;
    private readonly LogOptions options;
    private readonly AppendQueue requests;
    private readonly Func<LogView, LogView> publish;
    private readonly LogBatch batch;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogTail tail;
    private AppendRequest? carried;
    private bool mustCut;
    private bool mustRoll;

    internal LogWriter(string directory, ILogFiles files, LogOptions options, LogTail tail, (AppendQueue Requests, Func<LogView, LogView> Publish) ends)
    {
        this.directory = directory;
        this.files = files;
        this.options = options;
        this.tail = tail;
        (requests, publish) = ends;
        batch = new LogBatch(options.BatchBytesMax);
    }

    /// <summary>Completes when the queue was closed, everything in it was answered and the segment is closed.</summary>
    internal Task Stopped => stopped.Task;

    internal void Start(string name) => new Thread(Run) { IsBackground = true, Name = $"log {name}" }.Start();

    private void Run()
    {
        try
        {
            while (Take())
            {
                Commit();
            }
        }
        finally
        {
            tail.File.Dispose();
            stopped.SetResult();
        }
    }

    private bool Take()
    {
        if (carried is null && !requests.Wait())
        {
            return false;
        }

        if (carried is not null)
        {
            batch.Add(carried);
            carried = null;
        }

        while (requests.TryTake(out var request))
        {
            if (!batch.Fits(request.Length))
            {
                carried = request;
                break;
            }

            batch.Add(request);
        }

        return true;
    }

    private void Commit()
    {
        var last = tail.View.LastSequence;
        try
        {
            CutIfNeeded();
            RollIfNeeded();
            batch.LayOut(last, tail.Salt);
            mustCut = true;
            tail.File.Write(batch.Bytes, tail.View.TailBytes);
            tail.File.Sync();
            mustCut = false;
        }
        catch (Exception failure)
        {
            // Any failure, also one we did not foresee, must reach the callers: they wait for this thread.
            batch.Fail(failure as IOException ?? new IOException($"The log in {directory} could not be written: {failure.Message}", failure));
            return;
        }

        var written = tail.View with { LastSequence = last + batch.Count, TailBytes = tail.View.TailBytes + batch.Length };
        tail = tail with { View = publish(written) };
        batch.Succeed(last);
    }

    private void CutIfNeeded()
    {
        if (mustCut)
        {
            tail.File.SetLength(tail.View.TailBytes);
            tail.File.Sync(); // a roll may follow, and a sealed segment with a rest behind it would not open again
            mustCut = false;
        }
    }

    private void RollIfNeeded()
    {
        // Once begun, a roll must end before anything is written: its file may exist already.
        mustRoll |= tail.View.TailBytes > LogLayout.HeaderBytes && tail.View.TailBytes + batch.Length > options.SegmentBytes;
        if (mustRoll)
        {
            var next = LogTail.Create(directory, files, tail.View.LastSequence + 1, tail.View.Segments);
            tail.File.Dispose();
            tail = next with { View = publish(next.View) };
            mustRoll = false;
        }
    }
}
