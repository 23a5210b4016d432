using System.Security.Cryptography;

namespace Strata.Storage.Logs;

/// <summary>The segment that is being written, open, and the view of the log up to its end.</summary>
internal sealed record LogTail(ILogFile File, ulong Salt, LogView View)
{
    /// <summary>Begins a segment: header first, under a temporary name, so that a segment by its own name always has a whole header.</summary>
    internal static LogTail Create(string directory, ILogFiles files, long firstSequence, Segment[] before)
    {
        var segment = Segment.In(directory, firstSequence);
        var temporary = Path.ChangeExtension(segment.Path, Segment.TemporaryExtension);
        Span<byte> salt = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(salt);
        var header = new SegmentHeader(firstSequence, BitConverter.ToUInt64(salt));
        Span<byte> bytes = stackalloc byte[LogLayout.HeaderBytes];
        LogLayout.WriteHeader(bytes, header);

        var file = files.Create(temporary);
        try
        {
            file.Write(bytes, 0);
            file.Sync();
            files.Publish(temporary, segment.Path);
            return new LogTail(file, header.Salt, new LogView([.. before, segment], firstSequence - 1, LogLayout.HeaderBytes));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
