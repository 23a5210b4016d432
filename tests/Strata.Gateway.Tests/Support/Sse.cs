using System.Text.Json;

namespace Strata.Gateway.Tests.Support;

/// <summary>Reads streams of events.</summary>
internal static class Sse
{
    public static async Task<List<string>> DataAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e.StartsWith("data: ", StringComparison.Ordinal) ? e[6..] : e)];
    }

    public static string Text(IEnumerable<string> data) => string.Concat(data.Where(d => d != "[DONE]").Select(d => JsonDocument.Parse(d).RootElement)
        .Where(c => c.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0)
        .Select(c => c.GetProperty("choices")[0])
        .Select(c => c.TryGetProperty("delta", out var delta) ? delta.TryGetProperty("content", out var content) ? content.GetString() : "" : c.GetProperty("text").GetString()));
}
