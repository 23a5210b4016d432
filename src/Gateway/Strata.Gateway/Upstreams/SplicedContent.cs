using System.Net;
using System.Net.Http.Headers;

namespace Strata.Gateway.Upstreams;

/// <summary>A body in parts, written one after the other from the arrays they stand in: the caller's bytes with a few values replaced, never copied.</summary>
internal sealed class SplicedContent : HttpContent
{
    public static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> parts;
    private readonly long length;

    public SplicedContent(IReadOnlyList<ReadOnlyMemory<byte>> parts, MediaTypeHeaderValue type)
    {
        this.parts = parts;
        for (var i = 0; i < parts.Count; i++)
        {
            length += parts[i].Length;
        }

        Headers.ContentType = type;
    }

    /// <summary>Whether all of it was handed to a connection.</summary>
    public bool IsSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var writing = stream.WriteAsync(parts[i], cancellationToken);
            if (!writing.IsCompletedSuccessfully)
            {
                return RestAsync(writing, stream, i + 1, cancellationToken);
            }
        }

        IsSent = true;
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    private async Task RestAsync(ValueTask writing, Stream stream, int next, CancellationToken cancellationToken)
    {
        await writing;
        for (var i = next; i < parts.Count; i++)
        {
            await stream.WriteAsync(parts[i], cancellationToken);
        }

        IsSent = true;
    }
}
