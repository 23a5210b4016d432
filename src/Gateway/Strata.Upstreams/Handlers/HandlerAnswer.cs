namespace Strata.Upstreams.Handlers;

/// <summary>An answer of the general client.</summary>
internal sealed class HandlerAnswer(HttpRequestMessage message, HttpResponseMessage response, Stream body, CancellationToken cancellationToken) : UpstreamAnswer
{
    public override int Status => (int)response.StatusCode;

    public override long? Length => response.Content.Headers.ContentLength;

    public override string? Header(string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.Count == 1 ? values.ToString() : values.FirstOrDefault()
            : null;

    protected override ValueTask<int> ReadAsync(Memory<byte> room) => body.ReadAsync(room, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        response.Dispose();
        message.Dispose();
    }
}
