namespace Strata.Storage.Tests.Blobs;

/// <summary>A body whose sender goes away: some bytes, then an exception.</summary>
internal sealed class BrokenStream(int whole) : MemoryStream(new byte[whole])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new EndOfStreamException("the sender went away");
    }
}
