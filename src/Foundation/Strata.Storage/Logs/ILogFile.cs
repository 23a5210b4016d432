namespace Strata.Storage.Logs;

/// <summary>An open segment. A seam, so that tests can fill the disk and break a sync.</summary>
internal interface ILogFile : IDisposable
{
    long Length { get; }

    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written is on disk.</summary>
    void Sync();

    void SetLength(long length);
}
