using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Exits;
using Strata.Core.Results;

namespace Strata.Cli.Api;

/// <summary>Talks to a server. Every failure is a problem that says what, why and what to do; the server's own words are kept.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int ErrorBytesMax = 64 * 1024;
    private readonly HttpClient http;

    public ApiClient(ApiAddress address)
    {
        Address = address;
        http = new HttpClient { BaseAddress = new Uri(address.Url + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (address.Key.Length > 0)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Key);
        }
    }

    public ApiAddress Address { get; }

    public void Dispose() => http.Dispose();

    /// <summary>Gets a JSON answer.</summary>
    public Task<Result<JsonElement>> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Sends a request and reads its JSON answer; an empty answer is an empty object.</summary>
    public async Task<Result<JsonElement>> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(method, path, body, cancellationToken);
        if (!opened.Try(out var response, out var problem))
        {
            return problem;
        }

        using (response)
        {
            try
            {
                var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                using var json = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
                return json.RootElement.Clone();
            }
            catch (JsonException)
            {
                return new Problem(ProblemCode.UpstreamFailed, $"{Address.Url} did not answer in JSON. Is a Strata server there? --url names another.");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                return Broken(failure);
            }
        }
    }

    /// <summary>Sends a request and gives the answer once its head is there; the caller disposes it.</summary>
    public async Task<Result<HttpResponseMessage>> OpenAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/'));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                return await ReadProblemAsync(response, cancellationToken);
            }
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return new Problem(ProblemCode.Unavailable, $"No server answers at {Address.Url}. Start one with './strata up', or name another with --url.") { DialectCode = ExitCodes.NoServer };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Broken(failure);
        }
    }

    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var message = $"The server answered {(int)response.StatusCode}.";
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[ErrorBytesMax];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            message = json.RootElement.GetProperty("error").GetProperty("message").GetString() ?? message;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Not our error object (a proxy in between); the status has to do.
        }

        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new(ProblemCode.Unauthenticated, $"{message} Give the key with --key or STRATA_KEY."),
            HttpStatusCode.Forbidden => new(ProblemCode.Forbidden, message),
            HttpStatusCode.NotFound => Problem.NotFound(message),
            _ => new(ProblemCode.UpstreamFailed, message),
        };
    }

    private Problem Broken(Exception failure) => new(ProblemCode.UpstreamFailed, $"The connection to {Address.Url} broke: {failure.Message}");
}
