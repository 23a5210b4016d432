using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Strata.Models.Pull;

/// <summary>
/// Fetches a stretch of bytes into a file: asks only for what is missing, tries again where the connection breaks (a try
/// that brought bytes is free), and leaves the file on disk, flushed. What the bytes are worth is checked by the caller.
/// </summary>
internal sealed class Downloader(Wire wire)
{
    public async Task RunAsync(Download download, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(download.PartPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16);
        if (file.Length > download.Length)
        {
            file.SetLength(0);
        }

        DiskProblem.CheckRoom(Path.GetDirectoryName(download.PartPath)!, download.Length - file.Length);
        for (var attempt = 1; file.Length < download.Length;)
        {
            var before = file.Length;
            try
            {
                await TryAsync(download, file, cancellationToken);
            }
            catch (Exception e) when (Wire.IsPassing(e, cancellationToken))
            {
                await file.FlushAsync(cancellationToken);
                attempt = file.Length > before ? 1 : attempt + 1;
                if (attempt > wire.Limits.TriesMax)
                {
                    throw wire.Unreachable(download.Address, e);
                }

                await wire.WaitAsync(attempt, (e as PassingException)?.RetryAfter, cancellationToken);
            }
        }

        file.Flush(flushToDisk: true);
        download.Report(file.Length);
    }

    /// <summary>The sha256 of a file, in lower-case hex.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private async Task TryAsync(Download download, FileStream file, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(wire.Limits.SilenceMax, wire.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var range = new RangeHeaderValue(download.Offset + file.Length, download.Offset + download.Length - 1);
        var isWhole = download.Offset == 0 && file.Length == 0;
        using var response = await wire.SendAsync(download.Origin, download.Address, null, isWhole ? null : range, either.Token);
        Wire.ThrowIfRefused(response, download.Address);
        Place(download, file, response);
        await using var body = await response.Content.ReadAsStreamAsync(either.Token);
        var buffer = new byte[128 << 10];
        while (file.Length < download.Length || isWhole)
        {
            var read = await body.ReadAsync(buffer, either.Token);
            if (read == 0)
            {
                break;
            }

            if (file.Position + read > download.Length)
            {
                throw SourceException.Corrupt($"'{download.Address.Host}' sends more than the {download.Length} bytes it announced.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            download.Report(file.Position);
            silence.CancelAfter(wire.Limits.SilenceMax);
        }

        await file.FlushAsync(cancellationToken);
        if (file.Length < download.Length)
        {
            throw new PassingException($"the connection ended after {file.Length} of {download.Length} bytes");
        }
    }

    /// <summary>Puts the file's position where the answer's bytes belong.</summary>
    private static void Place(Download download, FileStream file, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            // The server ignored the range, or none was asked for: everything comes again.
            file.SetLength(download.Offset == 0 ? 0 : throw SourceException.Upstream($"'{download.Address.Host}' does not serve ranges any more."));
            file.Position = 0;
            return;
        }

        var from = response.Content.Headers.ContentRange?.From;
        if (response.StatusCode != HttpStatusCode.PartialContent || from != download.Offset + file.Length)
        {
            file.SetLength(0);
            throw new PassingException("it answered with another range than asked for");
        }

        file.Position = file.Length;
    }
}
