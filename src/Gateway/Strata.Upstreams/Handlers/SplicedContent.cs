using System.Net;
using System.Net.Http.Headers;

namespace Strata.Upstreams.Handlers;

/// <summary>A request's body for the general client, written part by part from where it stands.</summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly UpstreamRequest request;

    public SplicedContent(UpstreamRequest request)
    {
        this.request = request;
        Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < request.Body.Count; i++)
        {
            await stream.WriteAsync(request.Body[i], cancellationToken);
        }

        request.IsSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = request.Length;
        return true;
    }
}
