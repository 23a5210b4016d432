using System.Text.Json;
using Strata.Core.Usage;

namespace Strata.Stored.Batches;

/// <summary>What a provider says of a batch.</summary>
public sealed record BatchState
{
    private const int IdCharsMax = 256;
    private const long CountMax = 1_000_000_000_000;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>How it stands, in the provider's word.</summary>
    public string Status { get; init; } = "";

    /// <summary>Whether nothing more will come.</summary>
    public bool IsOver { get; init; }

    /// <summary>What each request asks for.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The file of answers; null where there is none.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The file of failures; null where there is none.</summary>
    public string? ErrorFile { get; init; }

    /// <summary>What all its answers used, where the provider says it of the batch itself; null where the results must be read.</summary>
    public BatchUse? Use { get; init; }

    /// <summary>Reads the object of a batch; null where it is none.</summary>
    public static BatchState? Read(BatchForm form, ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object || Text(root, "id") is not { Length: > 0 and <= IdCharsMax } id ? null
                : form == BatchForm.Anthropic ? OfAnthropic(root, id) : OfOpenAi(root, id);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static BatchState OfAnthropic(JsonElement root, string id) => new()
    {
        Id = id,
        Status = Text(root, "processing_status") ?? "",
        IsOver = Text(root, "processing_status") == "ended",
        Endpoint = "/v1/messages",
    };

    private static BatchState OfOpenAi(JsonElement root, string id)
    {
        var status = Text(root, "status") ?? "";
        return new BatchState
        {
            Id = id,
            Status = status,
            IsOver = status is "completed" or "failed" or "expired" or "cancelled",
            Endpoint = Text(root, "endpoint") ?? "",
            OutputFile = Text(root, "output_file_id"),
            ErrorFile = Text(root, "error_file_id"),
            Use = UseOf(root),
        };
    }

    /// <summary>Newer batches tell their model and the tokens of all answers.</summary>
    private static BatchUse? UseOf(JsonElement root)
    {
        if (Text(root, "model") is not { Length: > 0 } model || !root.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object
            || Count(usage, "input_tokens") is not { } input || Count(usage, "output_tokens") is not { } output || input + output == 0)
        {
            return null;
        }

        var cached = Math.Min(input, Detail(usage, "input_tokens_details", "cached_tokens"));
        var reasoning = Math.Min(output, Detail(usage, "output_tokens_details", "reasoning_tokens"));
        var answers = root.TryGetProperty("request_counts", out var counts) && counts.ValueKind == JsonValueKind.Object ? Count(counts, "completed") ?? 0 : 0;
        return new BatchUse(model, new TokenUsage { Input = input - cached, CachedInput = cached, Output = output - reasoning, Reasoning = reasoning }, (int)Math.Min(int.MaxValue, answers));
    }

    private static long Detail(JsonElement usage, string group, string name) =>
        usage.TryGetProperty(group, out var details) && details.ValueKind == JsonValueKind.Object ? Count(details, name) ?? 0 : 0;

    private static long? Count(JsonElement value, string name) =>
        value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var count) && count is >= 0 and <= CountMax ? count : null;

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.GetString() is { Length: > 0 and <= IdCharsMax } text ? text : null;
}
