using Strata.Dialects.Framing;

namespace Strata.Gateway.Upstreams;

/// <summary>A provider's stream, cut into whole events.</summary>
internal sealed class EventStream(Stream stream) : IDisposable
{
    private readonly FrameBuffer buffer = new(ServerSentEvents.Instance);

    /// <summary>Takes the next whole event, its blank line included. The bytes are valid until the next fill.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> whole) => buffer.TryTake(out whole);

    /// <summary>Reads more; false at the stream's end.</summary>
    /// <exception cref="InvalidDataException">An event is larger than the bound.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAsync(buffer.Room(), cancellationToken);
        buffer.Advance(read);
        return read > 0;
    }

    public void Dispose() => buffer.Dispose();
}
