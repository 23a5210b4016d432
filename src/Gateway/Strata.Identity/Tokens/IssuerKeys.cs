using System.Net.Http.Headers;
using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Identity.Tokens;

/// <summary>
/// The public keys of the issuers, in memory. Fetched when the process starts, every hour, and soon after a token names a key that is
/// not known (at most every thirty seconds): a request itself never waits for an issuer. Keys that were fetched stay when a later fetch fails.
/// </summary>
public sealed class IssuerKeys(HttpMessageInvoker http, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim wanted = new(0, 1);
    private IReadOnlyDictionary<string, IReadOnlyList<SigningKey>> keys = new Dictionary<string, IReadOnlyList<SigningKey>>();

    internal IReadOnlyList<SigningKey> Of(string issuer) => Volatile.Read(ref keys).TryGetValue(issuer, out var known) ? known : [];

    /// <summary>Asks for a fetch soon.</summary>
    public void Want()
    {
        if (wanted.CurrentCount == 0)
        {
            try
            {
                wanted.Release();
            }
            catch (SemaphoreFullException)
            {
            }
        }
    }

    /// <summary>Keeps the keys of the issuers in force, until cancelled.</summary>
    /// <param name="issuers">The issuers as they are now.</param>
    /// <param name="failed">Is told of issuers whose keys could not be had.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(Func<IReadOnlyList<TokenIssuer>> issuers, Action<string, string> failed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issuers);
        ArgumentNullException.ThrowIfNull(failed);
        while (true)
        {
            foreach (var issuer in issuers())
            {
                if (!(await FetchAsync(issuer, cancellationToken)).Try(out _, out var problem))
                {
                    failed(issuer.Issuer, problem.Message);
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
            using var alarm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), alarm, Every - Pause, Timeout.InfiniteTimeSpan);
            try
            {
                await wanted.WaitAsync(alarm.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>Fetches an issuer's keys now.</summary>
    public async ValueTask<Result<int>> FetchAsync(TokenIssuer issuer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        var address = issuer.KeysUrl;
        if (address is null)
        {
            var document = await GetAsync(issuer.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", cancellationToken);
            if (!document.Try(out var discovery, out var problem))
            {
                return problem;
            }

            address = KeysUrl(discovery);
            if (address is null)
            {
                return Problem.Invalid($"The discovery document of {issuer.Issuer} names no https jwks_uri.");
            }
        }

        var fetched = await GetAsync(address, cancellationToken);
        if (!fetched.Try(out var bytes, out var failure) || !SigningKeys.Read(bytes).Try(out var read, out failure))
        {
            return failure;
        }

        Volatile.Write(ref keys, new Dictionary<string, IReadOnlyList<SigningKey>>(Volatile.Read(ref keys)) { [issuer.Issuer] = read });
        return read.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => wanted.Dispose();

    private static string? KeysUrl(byte[] discovery)
    {
        try
        {
            using var document = JsonDocument.Parse(discovery, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("jwks_uri", out var uri) && uri.ValueKind == JsonValueKind.String
                && Uri.TryCreate(uri.GetString(), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) ? address.AbsoluteUri : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async ValueTask<Result<byte[]>> GetAsync(string address, CancellationToken cancellationToken)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), clock, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } } };
            using var response = await http.SendAsync(request, clock.Token);
            if (!response.IsSuccessStatusCode)
            {
                return new Problem(ProblemCode.UpstreamFailed, $"{address} answered {(int)response.StatusCode}.");
            }

            await using var body = await response.Content.ReadAsStreamAsync(clock.Token);
            var bytes = new byte[SigningKeys.BytesMax + 1];
            var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, clock.Token);
            return length < bytes.Length ? bytes[..length] : Problem.Invalid($"{address} answered with more than {SigningKeys.BytesMax} bytes.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UriFormatException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Problem(ProblemCode.UpstreamFailed, $"{address} could not be read: {exception.Message}");
        }
    }
}
