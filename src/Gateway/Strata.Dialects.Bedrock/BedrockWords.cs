using System.Collections.Frozen;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Bedrock;

/// <summary>The dialect's own words: reasons, formats of media, cache points.</summary>
internal static class BedrockWords
{
    /// <summary>The dialect's name.</summary>
    public const string Dialect = "bedrock";

    /// <summary>Texts that end an answer, at most.</summary>
    public const int StopsMax = 2_500;

    /// <summary>Characters of a call's id.</summary>
    public const int ToolIdCharsMax = 64;

    private static readonly FrozenDictionary<string, string> TypeOfFormat = new Dictionary<string, string>
    {
        ["png"] = "image/png", ["jpeg"] = "image/jpeg", ["gif"] = "image/gif", ["webp"] = "image/webp",
        ["pdf"] = "application/pdf", ["csv"] = "text/csv", ["html"] = "text/html", ["txt"] = "text/plain", ["md"] = "text/markdown", ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["mp3"] = "audio/mpeg", ["wav"] = "audio/wav", ["flac"] = "audio/flac", ["ogg"] = "audio/ogg", ["opus"] = "audio/opus", ["aac"] = "audio/aac", ["m4a"] = "audio/mp4", ["webm"] = "audio/webm",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> FormatOfType =
        TypeOfFormat.Append(KeyValuePair.Create("jpeg", "image/jpg")).Append(KeyValuePair.Create("mp3", "audio/mp3")).Append(KeyValuePair.Create("wav", "audio/x-wav"))
            .ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why an answer ended, from the provider's word.</summary>
    public static StopReason Reason(string word) => word switch
    {
        "end_turn" => StopReason.EndOfTurn,
        "max_tokens" => StopReason.Length,
        "stop_sequence" => StopReason.StopSequence,
        "tool_use" => StopReason.ToolCalls,
        "guardrail_intervened" or "content_filtered" => StopReason.ContentFilter,
        "model_context_window_exceeded" => StopReason.ContextFull,
        _ => StopReason.Other,
    };

    /// <summary>The word for a reason; the provider's own where it is one of ours.</summary>
    public static string Word(StopReason reason, string word, bool isOurs) => isOurs && word.Length > 0 ? word : reason switch
    {
        StopReason.Length => "max_tokens",
        StopReason.StopSequence => "stop_sequence",
        StopReason.ToolCalls => "tool_use",
        StopReason.ContentFilter or StopReason.Refusal => "content_filtered",
        StopReason.ContextFull => "model_context_window_exceeded",
        _ => "end_turn",
    };

    /// <summary>The media type of a format; the format itself, marked, where it is not known.</summary>
    public static string MediaType(string format, string family) => TypeOfFormat.GetValueOrDefault(format) ?? $"{family}/{format}";

    /// <summary>The format of a media type; null where the provider has none of it.</summary>
    public static string? Format(string mediaType) => FormatOfType.GetValueOrDefault(mediaType);

    /// <summary>The cache mark that a cache point stands for.</summary>
    public static byte[] CacheControl(ObjectReader point) =>
        point.Text("ttl") is { } ttl ? [.. "{\"type\":\"ephemeral\",\"ttl\":\""u8, .. JsonEncodedText.Encode(ttl).EncodedUtf8Bytes, .. "\"}"u8] : "{\"type\":\"ephemeral\"}"u8.ToArray();

    /// <summary>Writes the cache point that a mark stands for; nothing where there is none.</summary>
    public static void CachePoint(Utf8JsonWriter json, ReadOnlyMemory<byte> cacheControl)
    {
        if (cacheControl.IsEmpty)
        {
            return;
        }

        var ttl = JsonBody.ReadAnswer(cacheControl.Span, mark => mark.Find("ttl")?.Text() ?? "");
        json.WriteStartObject();
        json.WriteStartObject("cachePoint");
        json.WriteString("type", "default");
        if (ttl.IsOk && ttl.Value.Length > 0)
        {
            json.WriteString("ttl", ttl.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
