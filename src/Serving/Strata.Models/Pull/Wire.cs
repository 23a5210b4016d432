using System.Net;
using System.Net.Http.Headers;
using Strata.Core.Results;

namespace Strata.Models.Pull;

/// <summary>
/// One way to ask: follows redirects itself (a credential stays with its origin, https never becomes http), tries again
/// what may pass, and turns statuses into problems.
/// </summary>
internal sealed class Wire(HttpClient client, TimeProvider clock, PullLimits limits)
{
    public PullLimits Limits => limits;

    public TimeProvider Clock => clock;

    /// <summary>The body of a small answer.</summary>
    public Task<(byte[] Body, Uri Address, HttpResponseHeaders Headers, string? Type)> ReadAsync(
        Origin origin, Uri address, string accept, CancellationToken cancellationToken) => RetryAsync(address, async token =>
        {
            using var response = await SendAsync(origin, address, accept, null, token);
            ThrowIfRefused(response, address);
            var body = await BoundedAsync(response, token);
            return (body, response.RequestMessage!.RequestUri!, response.Headers, response.Content.Headers.ContentType?.MediaType);
        }, cancellationToken);

    /// <summary>Asks, and asks again where the failure may pass; each time within the time a connection may be silent.</summary>
    public async Task<T> RetryAsync<T>(Uri address, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var silence = new CancellationTokenSource(limits.SilenceMax, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
                return await ask(either.Token);
            }
            catch (Exception e) when (IsPassing(e, cancellationToken))
            {
                _ = attempt < limits.TriesMax ? 0 : throw Unreachable(address, e);
                await WaitAsync(attempt, (e as PassingException)?.RetryAfter, cancellationToken);
            }
        }
    }

    /// <summary>Sends, following redirects; the answer's body is not read yet.</summary>
    public async Task<HttpResponseMessage> SendAsync(Origin origin, Uri address, string? accept, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.ParseAdd("strata/0.1");
            request.Headers.Range = range;
            request.Headers.Authorization = origin.Covers(address) ? origin.Credential : null;
            if (accept is not null)
            {
                request.Headers.Accept.ParseAdd(accept);
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            var next = new Uri(address, location);
            response.Dispose();
            if (hop == limits.RedirectsMax || next.Scheme is not ("http" or "https") || (address.Scheme == "https" && next.Scheme == "http"))
            {
                throw SourceException.Upstream($"'{address.Host}' redirects too often, or to an address that is not safe ('{next.Scheme}://{next.Host}').");
            }

            address = next;
        }
    }

    /// <summary>Throws what the status means: passing for another try, a problem for good, nothing for success.</summary>
    public static void ThrowIfRefused(HttpResponseMessage response, Uri address)
    {
        var status = (int)response.StatusCode;
        if (status is 200 or 206 or 416)
        {
            return;
        }

        if (status is 408 or 429 or >= 500)
        {
            throw new PassingException($"it answered {status}", response.Headers.RetryAfter?.Delta);
        }

        throw new SourceException(response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Problem(
                ProblemCode.UpstreamRejectedCredentials,
                $"'{address.Host}' refuses access to '{address.AbsolutePath}' ({status}): it is private, gated or unknown. Give a token that may read it."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => Problem.NotFound($"'{address.Host}' has no '{address.AbsolutePath}'."),
            _ => new Problem(ProblemCode.UpstreamFailed, $"'{address.Host}' answered {status} for '{address.AbsolutePath}'."),
        });
    }

    public static bool IsPassing(Exception e, CancellationToken cancellationToken) =>
        e is PassingException or HttpRequestException or HttpIOException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        || (e is IOException && e is not (FileNotFoundException or DirectoryNotFoundException) && !DiskProblem.Is(e));

    public Task WaitAsync(int attempt, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var wait = limits.BackoffFirst * Math.Pow(2, attempt - 1);
        var most = TimeSpan.FromSeconds(30);
        wait = asked > wait ? asked.Value : wait;
        return Task.Delay(wait < most ? wait : most, clock, cancellationToken);
    }

    public SourceException Unreachable(Uri address, Exception e) =>
        SourceException.Upstream($"'{address.Host}' could not be read in {limits.TriesMax} tries: {(e is OperationCanceledException ? "it stayed silent" : e.Message)}. "
            + "Check the network: https_proxy names a proxy, HF_ENDPOINT a mirror of the hub, PIP_INDEX_URL one of the package index.");

    private async Task<byte[]> BoundedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > limits.ListingBytesMax)
            {
                throw SourceException.Upstream($"A listing is larger than {limits.ListingBytesMax} bytes.");
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
