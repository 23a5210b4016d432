using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Guard.Options;

namespace Strata.Guard.Asking;

/// <summary>Reads verdicts as models and webhooks give them. Bounded; what is no verdict is a problem, never a pass.</summary>
public static class VerdictReader
{
    /// <summary>The most bytes of an answer.</summary>
    public const int BytesMax = 64 << 10;

    private const int CategoryCharsMax = 64;
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>A model's answer in OpenAI's shape: a chat completion whose text is a verdict, or a moderation.</summary>
    public static Result<GuardVerdict> OfModel(GuardModelKind kind, ReadOnlyMemory<byte> body) =>
        Read(body, root => kind == GuardModelKind.Moderation ? Moderation(root) : Chat(root));

    /// <summary>A webhook's answer: <c>{"score": 0.9, "category": "politics"}</c> or <c>{"flagged": true}</c>.</summary>
    public static Result<GuardVerdict> OfWebhook(ReadOnlyMemory<byte> body) => Read(body, Verdict);

    private static Result<GuardVerdict> Read(ReadOnlyMemory<byte> body, Func<JsonElement, GuardVerdict?> read)
    {
        if (body.Length > BytesMax)
        {
            return None();
        }

        try
        {
            using var document = JsonDocument.Parse(body, Bounds);
            return read(document.RootElement) is { } verdict ? verdict : None();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return None();
        }
    }

    /// <summary>The first JSON object in the text: some models put words or a fence around it.</summary>
    private static GuardVerdict? Chat(JsonElement root)
    {
        var text = root.GetProperty("choices"u8) is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0 ? choices[0].GetProperty("message"u8).GetProperty("content"u8).GetString() ?? "" : "";
        var open = text.LastIndexOf('{');
        var close = open < 0 ? -1 : text.IndexOf('}', open);
        if (close < 0)
        {
            return null;
        }

        using var inner = JsonDocument.Parse(Encoding.UTF8.GetBytes(text[open..(close + 1)]), Bounds);
        return Verdict(inner.RootElement);
    }

    private static GuardVerdict? Verdict(JsonElement root)
    {
        var category = root.TryGetProperty("category"u8, out var named) && named.ValueKind == JsonValueKind.String ? Word(named.GetString()!) : null;
        return root.TryGetProperty("score"u8, out var score) && score.ValueKind == JsonValueKind.Number && score.GetDouble() is >= 0 and <= 1 and var sure ? new GuardVerdict(sure, category)
            : root.TryGetProperty("flagged"u8, out var flagged) && flagged.ValueKind is JsonValueKind.True or JsonValueKind.False ? new GuardVerdict(flagged.GetBoolean() ? 1 : 0, category)
            : null;
    }

    /// <summary>The highest score of any category of any result; where the provider flags it, sure.</summary>
    private static GuardVerdict? Moderation(JsonElement root)
    {
        GuardVerdict? worst = null;
        foreach (var result in root.GetProperty("results"u8).EnumerateArray())
        {
            var isFlagged = result.TryGetProperty("flagged"u8, out var flagged) && flagged.ValueKind == JsonValueKind.True;
            var (score, category) = (0.0, "");
            if (result.TryGetProperty("category_scores"u8, out var scores))
            {
                foreach (var one in scores.EnumerateObject())
                {
                    if (one.Value.ValueKind == JsonValueKind.Number && one.Value.GetDouble() is var value && value >= score)
                    {
                        (score, category) = (value, one.Name);
                    }
                }
            }

            var verdict = new GuardVerdict(isFlagged ? 1 : Math.Clamp(score, 0, 1), Word(category));
            worst = worst is null || verdict.Score > worst.Value.Score ? verdict : worst;
        }

        return worst;
    }

    /// <summary>A category becomes part of a detector's name in the ledger: short and plain.</summary>
    private static string? Word(string text)
    {
        var word = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.' or ' ').Take(CategoryCharsMax)]).Trim();
        return word.Length > 0 ? word : null;
    }

    private static Problem None() => new(ProblemCode.UpstreamFailed, "The answer holds no verdict.");
}
