using Strata.Storage.Logs;

namespace Strata.Storage.Tests.Logs;

internal sealed class FaultyFile(FaultyFiles disk, ILogFile real) : ILogFile
{
    public long Length => real.Length;

    public int Read(Span<byte> buffer, long offset) => real.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        // A full disk takes what fits and then refuses, as the real one does.
        var fits = (int)Math.Min(bytes.Length, disk.Space);
        real.Write(bytes[..fits], offset);
        disk.Space -= fits;
        if (fits < bytes.Length)
        {
            throw new IOException("No space left on device");
        }
    }

    public void Sync()
    {
        disk.SyncGate.Wait();
        disk.Syncs++;
        if (disk.SyncFails)
        {
            throw new IOException("Input/output error");
        }

        real.Sync();
    }

    public void SetLength(long length)
    {
        if (disk.CutFails)
        {
            throw new IOException("Input/output error");
        }

        real.SetLength(length);
    }

    public void Dispose() => real.Dispose();
}
