using System.Net.Http.Headers;
using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Routing.Signing;

/// <summary>Asks an OAuth 2.0 token endpoint (RFC 6749 section 3.2). The answer is bounded, and nothing of it is repeated in a message.</summary>
internal sealed class TokenEndpoint(HttpMessageInvoker http)
{
    private const int AnswerBytesMax = 64 << 10;
    private static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(5);

    public async Task<Result<AccessToken>> AskAsync(Uri url, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return Refused((int)response.StatusCode);
            }

            var body = await ReadAsync(response.Content, cancellationToken);
            return body is null ? Unreadable() : Read(body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new Problem(ProblemCode.UpstreamFailed, "The provider's token endpoint could not be reached. Try again.");
        }
    }

    internal static Result<AccessToken> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("access_token", out var text) || text.ValueKind != JsonValueKind.String
                || text.GetString() is not { Length: > 0 } token || !token.All(c => c is > ' ' and < '\x7F'))
            {
                return Unreadable();
            }

            var life = root.TryGetProperty("expires_in", out var seconds) && Seconds(seconds) is { } s and > 0 and < 31_536_000 ? TimeSpan.FromSeconds(s) : DefaultLife;
            return new AccessToken("Bearer " + token, life);
        }
        catch (JsonException)
        {
            return Unreadable();
        }
    }

    private static double? Seconds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), out var number) => number,
        _ => null,
    };

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[AnswerBytesMax + 1];
        using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read > AnswerBytesMax ? null : buffer[..read];
    }

    private static Problem Refused(int status) => status is >= 400 and < 500 and not 408 and not 429
        ? new(ProblemCode.UpstreamRejectedCredentials, $"The provider's token endpoint refused this server's credential with status {status}. Tell the operator.")
        : new(ProblemCode.UpstreamFailed, $"The provider's token endpoint failed with status {status}. Try again.");

    private static Problem Unreadable() => new(ProblemCode.UpstreamFailed, "The provider's token endpoint answered with something that is no token. Tell the operator.");
}
