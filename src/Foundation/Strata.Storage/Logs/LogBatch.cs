namespace Strata.Storage.Logs;

/// <summary>The records of one fsync, laid out as they will stand in the segment, and who waits for them. Reused by the writer.</summary>
internal sealed class LogBatch(int bytesMax)
{
    private readonly List<AppendRequest> requests = [];
    private byte[] bytes = new byte[64 * 1024];

    /// <summary>How many bytes the records take.</summary>
    internal int Length { get; private set; }

    /// <summary>The records as they were laid out.</summary>
    internal ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    internal int Count => requests.Count;

    /// <summary>Whether a record of some length still fits; the first one always does.</summary>
    internal bool Fits(int recordLength) => requests.Count == 0 || Length + LogLayout.RecordBytes(recordLength) <= bytesMax;

    internal void Add(AppendRequest request)
    {
        requests.Add(request);
        Length += LogLayout.RecordBytes(request.Length);
    }

    /// <summary>Writes the records behind <paramref name="last"/>, for a segment with the given salt.</summary>
    internal void LayOut(long last, ulong salt)
    {
        if (bytes.Length < Length)
        {
            bytes = new byte[Math.Max(Length, Math.Min(bytes.Length * 2, bytesMax))];
        }

        var offset = 0;
        for (var place = 0; place < requests.Count; place++)
        {
            var request = requests[place];
            var record = bytes.AsSpan(offset, LogLayout.RecordBytes(request.Length));
            LogLayout.WriteRecordHeader(record, new RecordHeader(request.Length, request.Checksum, last + 1 + place, place), salt);
            request.Data.CopyTo(record[LogLayout.RecordHeaderBytes..]);
            record[(LogLayout.RecordHeaderBytes + request.Length)..].Clear();
            offset += record.Length;
        }
    }

    internal void Succeed(long last)
    {
        for (var place = 0; place < requests.Count; place++)
        {
            requests[place].Succeed(last + 1 + place);
        }

        Clear();
    }

    internal void Fail(Exception failure)
    {
        foreach (var request in requests)
        {
            request.Fail(failure);
        }

        Clear();
    }

    private void Clear()
    {
        requests.Clear();
        Length = 0;
    }
}
