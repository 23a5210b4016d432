using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary><c>logprobsResult</c> (two lists side by side) and OpenAI's shape (<c>{"content":[{token, logprob, bytes, top_logprobs}]}</c>).</summary>
internal static class GeminiLogProbs
{
    public static ReadOnlyMemory<byte> Read(JsonElement result)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using var json = JsonOut.Over(output);
        var tops = List(result, "topCandidates").ToList();
        json.WriteStartObject();
        json.WriteStartArray("content"u8);
        var at = 0;
        foreach (var chosen in List(result, "chosenCandidates"))
        {
            json.WriteStartObject();
            Token(json, chosen);
            json.WriteStartArray("top_logprobs"u8);
            foreach (var other in at < tops.Count ? List(tops[at], "candidates") : [])
            {
                json.WriteStartObject();
                Token(json, other);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            at++;
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>Writes the member from OpenAI's shape; what is not of that shape is left out.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> logProbs)
    {
        using var document = JsonDocument.Parse(logProbs);
        var content = List(document.RootElement, "content").ToList();
        json.WriteStartObject("logprobsResult"u8);
        json.WriteStartArray("topCandidates"u8);
        foreach (var token in content)
        {
            json.WriteStartObject();
            json.WriteStartArray("candidates"u8);
            foreach (var other in List(token, "top_logprobs"))
            {
                Candidate(json, other);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("chosenCandidates"u8);
        foreach (var token in content)
        {
            Candidate(json, token);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Token(Utf8JsonWriter json, JsonElement candidate)
    {
        var token = candidate.TryGetProperty("token", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        json.WriteString("token"u8, token);
        json.WriteNumber("logprob"u8, Number(candidate, "logProbability"));
        json.WriteStartArray("bytes"u8);
        foreach (var one in Encoding.UTF8.GetBytes(token))
        {
            json.WriteNumberValue(one);
        }

        json.WriteEndArray();
    }

    private static void Candidate(Utf8JsonWriter json, JsonElement token)
    {
        json.WriteStartObject();
        json.WriteString("token"u8, token.TryGetProperty("token", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : "");
        json.WriteNumber("logProbability"u8, Number(token, "logprob"));
        json.WriteEndObject();
    }

    private static double Number(JsonElement at, string name) => at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : 0;

    private static IEnumerable<JsonElement> List(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)
            : [];
}
