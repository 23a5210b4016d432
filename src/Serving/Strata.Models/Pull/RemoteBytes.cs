using System.Net;
using System.Net.Http.Headers;
using Strata.Models.Zip;

namespace Strata.Models.Pull;

/// <summary>A remote file read by HTTP ranges.</summary>
internal sealed class RemoteBytes : IByteSource
{
    private readonly Wire wire;
    private readonly Origin origin;
    private readonly Uri address;

    private RemoteBytes(Wire wire, Origin origin, Uri address, long length) =>
        (this.wire, this.origin, this.address, Length) = (wire, origin, address, length);

    public long Length { get; }

    /// <summary>Asks for one byte: its answer tells whether ranges are served, and the length. Null where they are not.</summary>
    public static Task<RemoteBytes?> OpenAsync(Wire wire, Origin origin, Uri address, CancellationToken cancellationToken) =>
        wire.RetryAsync(address, async token =>
        {
            using var response = await wire.SendAsync(origin, address, null, new RangeHeaderValue(0, 0), token);
            Wire.ThrowIfRefused(response, address);
            var length = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.Length : null;
            return length is null ? null : new RemoteBytes(wire, origin, address, length.Value);
        }, cancellationToken);

    public Task<byte[]> ReadAsync(long offset, int count, CancellationToken cancellationToken) => count == 0
        ? Task.FromResult(Array.Empty<byte>())
        : wire.RetryAsync(address, token => TryAsync(offset, count, token), cancellationToken);

    private async Task<byte[]> TryAsync(long offset, int count, CancellationToken cancellationToken)
    {
        using var response = await wire.SendAsync(origin, address, null, new RangeHeaderValue(offset, offset + count - 1), cancellationToken);
        Wire.ThrowIfRefused(response, address);
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != offset)
        {
            throw new PassingException("it answered with another range than asked for");
        }

        var bytes = new byte[count];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await body.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
