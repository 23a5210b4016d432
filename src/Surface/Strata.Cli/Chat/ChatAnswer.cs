using System.Text;
using System.Text.Json;
using Strata.Cli.Output;

namespace Strata.Cli.Chat;

/// <summary>An answer as it comes in, and its figures.</summary>
internal sealed class ChatAnswer(long began)
{
    private long firstAt;
    private long lastAt;
    private long promptTokens;
    private long answerTokens;

    public StringBuilder Text { get; } = new();

    /// <summary>Why it broke off; null while it did not.</summary>
    public string? Broke { get; set; }

    /// <summary>Takes an event; gives its new text.</summary>
    public string Take(JsonElement chunk, TimeProvider time)
    {
        if (chunk.TryGetProperty("error", out var error))
        {
            Broke = error.Text("message");
        }

        if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            (promptTokens, answerTokens) = (usage.Number("prompt_tokens"), usage.Number("completion_tokens"));
        }

        var said = string.Concat(chunk.Items("choices").Select(c => c.TryGetProperty("delta", out var delta) ? delta.Text("content") : ""));
        if (said.Length > 0)
        {
            lastAt = time.GetTimestamp();
            firstAt = firstAt == 0 ? lastAt : firstAt;
            Text.Append(said);
        }

        return said;
    }

    /// <summary>One line: tokens, speed, time to the first token, cost.</summary>
    public string Figures(TimeProvider time, string? cost)
    {
        var speed = answerTokens > 1 && lastAt > firstAt
            ? FormattableString.Invariant($", {(answerTokens - 1) / time.GetElapsedTime(firstAt, lastAt).TotalSeconds:F1} tokens/s")
            : "";
        var first = firstAt == 0 ? "" : $", first after {Output.Figures.Duration(time.GetElapsedTime(began, firstAt))}";
        return $"{Output.Figures.Count(promptTokens)} tokens in, {Output.Figures.Count(answerTokens)} out{speed}{first}{(cost is null ? "" : $", {cost}")}";
    }
}
