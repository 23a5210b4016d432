using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Api;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Tours;

/// <summary>What the steps of a tour share: the server, the second gateway once it runs, what earlier steps left. Each call is shown as it is made.</summary>
/// <param name="Api">The server that is toured.</param>
/// <param name="Terminal">Where it is shown.</param>
/// <param name="Model">The model that is asked.</param>
internal sealed record TourRun(ApiClient Api, Terminal Terminal, string Model)
{
    private const int CurlCharsMax = 1_000;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The second gateway; null before it runs.</summary>
    public ApiClient? Gateway { get; set; }

    /// <summary>The request id of the last answer.</summary>
    public string RequestId { get; private set; } = "";

    /// <summary>Headers of the last answer that say how it was made.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    /// <summary>Shows a call, makes it, and reads its JSON answer.</summary>
    public async Task<Result<JsonElement>> CallAsync(ApiClient api, HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        Show(api, method, path, body);
        if (!(await api.OpenAsync(method, path, body, cancellationToken)).Try(out var response, out var problem))
        {
            return problem;
        }

        using (response)
        {
            Note(response);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            using var json = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
            return json.RootElement.Clone();
        }
    }

    /// <summary>Asks the model in OpenAI's way.</summary>
    public Task<Result<JsonElement>> ChatAsync(ApiClient api, JsonObject body, CancellationToken cancellationToken) =>
        CallAsync(api, HttpMethod.Post, "/v1/chat/completions", body, cancellationToken);

    /// <summary>Shows a call and writes its events' text as it comes.</summary>
    public async Task<Result<Done>> StreamAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        Show(Api, HttpMethod.Post, path, body);
        if (!(await Api.OpenAsync(HttpMethod.Post, path, body, cancellationToken)).Try(out var response, out var problem))
        {
            return problem;
        }

        using (response)
        {
            Note(response);
            Terminal.Raw("  ");
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await foreach (var data in ServerSentEvents.ReadAsync(stream, cancellationToken))
            {
                if (data == "[DONE]")
                {
                    break;
                }

                using var json = JsonDocument.Parse(data);
                Terminal.Raw(string.Concat(json.RootElement.Items("choices").Select(c => c.TryGetProperty("delta", out var delta) ? delta.Text("content") : "")));
            }

            Terminal.Line("");
            return Done.Value;
        }
    }

    /// <summary>Gets text that is no JSON.</summary>
    public async Task<Result<string>> TextAsync(string path, CancellationToken cancellationToken)
    {
        Show(Api, HttpMethod.Get, path, null);
        if (!(await Api.OpenAsync(HttpMethod.Get, path, null, cancellationToken)).Try(out var response, out var problem))
        {
            return problem;
        }

        using (response)
        {
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
    }

    /// <summary>Says a result, each line set in.</summary>
    public Result<Done> Say(string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
        {
            Terminal.Line("  " + line);
        }

        return Done.Value;
    }

    /// <summary>A request for the model with one question.</summary>
    public JsonObject Question(string text) => new() { ["model"] = Model, ["temperature"] = 0, ["messages"] = new JsonArray(Turn("user", text)) };

    public static JsonObject Turn(string role, string text) => new() { ["role"] = role, ["content"] = text };

    /// <summary>What the assistant said in an answer of OpenAI's form.</summary>
    public static string Answer(JsonElement answer) => Message(answer).Text("content");

    public static JsonElement Message(JsonElement answer) => answer.Items("choices").First().GetProperty("message");

    private void Show(ApiClient api, HttpMethod method, string path, JsonObject? body)
    {
        var line = new StringBuilder("$ curl -s ");
        _ = method == HttpMethod.Get || (method == HttpMethod.Post && body is not null) ? line : line.Append("-X ").Append(method).Append(' ');
        line.Append(api.Address.Url).Append(path).Append(" -H \"Authorization: Bearer $STRATA_KEY\"");
        if (body is not null)
        {
            line.Append(" -H \"content-type: application/json\" -d '").Append(body.ToJsonString(Plain).Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'');
        }

        Terminal.Line(line.Length > CurlCharsMax ? line.ToString(0, CurlCharsMax) + "…" : line.ToString());
    }

    private void Note(HttpResponseMessage response)
    {
        Headers = response.Headers.Where(h => h.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase)).ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.First());
        RequestId = Headers.GetValueOrDefault("x-request-id", RequestId);
    }
}
