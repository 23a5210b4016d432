using Strata.Core.Results;

namespace Strata.Storage.Logs;

/// <summary>
/// Opens the segments of a log: checks every record of every segment, cuts a torn tail off the last one, and refuses
/// anything else that is not whole, with its path and offset. Cost: one pass over the files.
/// </summary>
internal sealed class LogReplay(string directory, ILogFiles files, LogOptions options)
{
    internal Result<LogTail> Open(CancellationToken cancellationToken)
    {
        foreach (var left in Directory.EnumerateFiles(directory, "*" + Segment.TemporaryExtension))
        {
            files.Delete(left);
        }

        var segments = Segment.List(directory);
        if (segments.Length == 0)
        {
            return LogTail.Create(directory, files, firstSequence: 1, []);
        }

        for (var i = 0; i < segments.Length - 1; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (CheckSealed(segments[i], segments[i + 1].FirstSequence) is { } problem)
            {
                return problem;
            }
        }

        return OpenLast(segments);
    }

    private Problem? CheckSealed(Segment segment, long next)
    {
        var wrong = SegmentReader.TryOpen(files.OpenRead(segment.Path), segment.FirstSequence, options.RecordBytesMax, out var reader);
        if (reader is null)
        {
            return Damaged(segment, 0, wrong!);
        }

        using (reader)
        {
            var step = Walk(reader);
            if (step == SegmentStep.Damaged)
            {
                return Damaged(segment, reader.Offset, $"record {reader.NextSequence} is damaged");
            }

            return reader.NextSequence == next
                ? null
                : Damaged(segment, reader.Offset, $"it ends before record {reader.NextSequence}, and the next segment begins with {next}");
        }
    }

    private Result<LogTail> OpenLast(Segment[] segments)
    {
        var segment = segments[^1];
        var file = files.OpenWrite(segment.Path);
        var wrong = SegmentReader.TryOpen(file, segment.FirstSequence, options.RecordBytesMax, out var reader);
        if (reader is null)
        {
            return Damaged(segment, 0, wrong!);
        }

        if (Walk(reader) == SegmentStep.Damaged)
        {
            if (!reader.IsTornTail())
            {
                reader.Dispose();
                return Damaged(segment, reader.Offset, $"record {reader.NextSequence} is damaged, and later records stand behind it");
            }

            file.SetLength(reader.Offset);
            file.Sync();
        }

        return new LogTail(file, reader.Header.Salt, new LogView(segments, reader.NextSequence - 1, reader.Offset));
    }

    private static SegmentStep Walk(SegmentReader reader)
    {
        var length = reader.FileLength;
        SegmentStep step;
        do
        {
            step = reader.Next(length);
        }
        while (step == SegmentStep.Record);
        return step;
    }

    private static Problem Damaged(Segment segment, long offset, string what) => Problem.Corrupt(
        $"The log segment {segment.Path} cannot be read at byte {offset}: {what}. Restore the file from a backup, or move it and the later segments away to go on without their records.",
        segment.Path);
}
