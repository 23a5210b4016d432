using System.Net;
using System.Net.Http.Headers;

namespace Strata.Gateway.Upstreams;

/// <summary>
/// The caller's body with a few values in it replaced: written part by part from the array it came in, never copied or parsed.
/// </summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> parts;

    public SplicedContent(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        this.parts = parts;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Headers.ContentLength = parts.Sum(p => (long)p.Length);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            await stream.WriteAsync(part, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Headers.ContentLength ?? 0;
        return true;
    }
}
