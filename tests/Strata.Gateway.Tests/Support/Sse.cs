using System.Text;
using System.Text.Json;

namespace Strata.Gateway.Tests.Support;

/// <summary>Reads streams of events, whole ones and such that broke off.</summary>
internal static class Sse
{
    public static async Task<List<string>> DataAsync(HttpResponseMessage response) =>
        [.. (await ReadAsync(response)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e.StartsWith("data: ", StringComparison.Ordinal) ? e[6..] : e)];

    /// <summary>All that came, also of an answer that broke off.</summary>
    public static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        var text = new StringBuilder();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestHost.Token));
        try
        {
            var buffer = new char[4096];
            for (int read; (read = await reader.ReadAsync(buffer, TestHost.Token)) > 0;)
            {
                text.Append(buffer, 0, read);
            }
        }
        catch (HttpIOException failure) when (failure.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            // A stream that broke: what came before it counts.
        }

        return text.ToString();
    }

    public static string Text(IEnumerable<string> data) => string.Concat(data.Where(d => d != "[DONE]").Select(d => JsonDocument.Parse(d).RootElement)
        .Where(c => c.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0)
        .Select(c => c.GetProperty("choices")[0])
        .Select(c => c.TryGetProperty("delta", out var delta) ? delta.TryGetProperty("content", out var content) ? content.GetString() : "" : c.GetProperty("text").GetString()));
}
