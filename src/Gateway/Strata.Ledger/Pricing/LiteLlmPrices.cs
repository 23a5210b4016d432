using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Strata.Core.Results;

namespace Strata.Ledger.Pricing;

/// <summary>
/// Imports the price file of LiteLLM (<c>model_prices_and_context_window.json</c>): dollars per token, a field a class, longer prompts and tiers
/// of service as endings of the field's name. Numbers are read as decimals, never as floating point. What it does not bill by token is passed over.
/// </summary>
public static class LiteLlmPrices
{
    /// <summary>The most bytes of a file.</summary>
    public const int BytesMax = 16 << 20;

    private const int ModelsMax = 50_000;

    private static readonly (string Field, string Class)[] Fields =
    [
        ("cache_creation_input_token_cost_above_1hr", "write1h"),
        ("cache_creation_input_token_cost", "write"),
        ("cache_read_input_token_cost", "cached"),
        ("input_cost_per_audio_token", "audio-in"),
        ("input_cost_per_image_token", "image-in"),
        ("input_cost_per_token", "in"),
        ("output_cost_per_audio_token", "audio-out"),
        ("output_cost_per_image_token", "image-out"),
        ("output_cost_per_reasoning_token", "reasoning"),
        ("output_cost_per_token", "out"),
    ];

    /// <summary>Reads a file.</summary>
    /// <returns>Entries named <c>kind/model</c>; a problem where it is not such a file.</returns>
    public static Result<IReadOnlyList<PriceEntry>> Read(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return Problem.Invalid("The file is not UTF-8.", "prices");
        }

        if (json.Length > BytesMax)
        {
            return Problem.Invalid($"A price file has at most {BytesMax >> 20} MiB.", "prices");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Problem.Invalid("The file is not an object of models.", "prices");
            }

            var entries = new List<PriceEntry>();
            foreach (var model in document.RootElement.EnumerateObject().Take(ModelsMax))
            {
                if (model.Value.ValueKind == JsonValueKind.Object && Entry(model.Name, model.Value) is { } entry)
                {
                    entries.Add(entry);
                }
            }

            return entries;
        }
        catch (JsonException failure)
        {
            return Problem.Invalid($"The file is not JSON: {failure.Message}", "prices");
        }
    }

    private static PriceEntry? Entry(string name, JsonElement model)
    {
        var provider = model.TryGetProperty("litellm_provider", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
        var words = new List<string>();
        foreach (var field in model.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDecimal(out var dollars) && dollars is >= 0 and <= 1 && Name(field.Name) is { } word)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{word}={dollars * 1_000_000m}"));
            }
        }

        if (model.TryGetProperty("search_context_cost_per_query", out var search) && search.ValueKind == JsonValueKind.Object
            && search.TryGetProperty("search_context_size_medium", out var medium) && medium.ValueKind == JsonValueKind.Number && medium.TryGetDecimal(out var call) && call is >= 0 and <= 1_000)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"tools={call * 1_000m}"));
        }

        return words.Count > 0 && PriceText.Read(string.Join(' ', words)).Try(out var prices, out _)
            ? new PriceEntry { Model = $"{Kind(provider)}/{name[(name.LastIndexOf('/') + 1)..]}", Source = PriceSource.Imported, Prices = prices }
            : null;
    }

    /// <summary>The word of a field, such as <c>batch.&gt;200000.in</c>; null where it bills something else.</summary>
    private static string? Name(string field)
    {
        foreach (var (prefix, word) in Fields)
        {
            if (field.StartsWith(prefix, StringComparison.Ordinal) && (field.Length == prefix.Length || field[prefix.Length] == '_'))
            {
                var rest = field.AsSpan(prefix.Length);
                var service = Take(ref rest, "_batches") ? "batch." : Take(ref rest, "_flex") ? "flex." : Take(ref rest, "_priority") ? "priority." : "";
                if (rest.IsEmpty)
                {
                    return service + word;
                }

                const string Above = "_above_";
                const string Tokens = "k_tokens";
                return rest.StartsWith(Above) && rest.EndsWith(Tokens) && int.TryParse(rest[Above.Length..^Tokens.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var thousands) && thousands > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{service}>{thousands * 1_000L}.{word}") : null;
            }
        }

        return null;
    }

    private static bool Take(ref ReadOnlySpan<char> text, string ending)
    {
        var has = text.EndsWith(ending);
        text = has ? text[..^ending.Length] : text;
        return has;
    }

    private static string Kind(string provider) => provider switch
    {
        "text-completion-openai" => "openai",
        _ when provider.StartsWith("vertex_ai", StringComparison.Ordinal) => "vertex",
        "together_ai" => "together",
        "fireworks_ai" => "fireworks",
        "" => "unknown",
        _ => provider,
    };
}
