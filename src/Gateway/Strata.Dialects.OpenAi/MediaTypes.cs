namespace Strata.Dialects.OpenAi;

/// <summary>Media types where the dialect has short words, or only a file's name.</summary>
internal static class MediaTypes
{
    public static string OfAudio(string format) => format == "mp3" ? "audio/mpeg" : $"audio/{format}";

    /// <summary>The dialect's word of a type of sound; null where it has none.</summary>
    public static string? AudioWord(string mediaType) => mediaType switch
    {
        "audio/mpeg" or "audio/mp3" => "mp3",
        "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
        "audio/flac" or "audio/opus" or "audio/aac" or "audio/pcm16" => mediaType[6..],
        _ => null,
    };

    public static string OfFile(string? name) => Path.GetExtension(name)?.ToLowerInvariant() switch
    {
        ".txt" or ".md" => "text/plain",
        ".csv" => "text/csv",
        ".html" => "text/html",
        ".json" => "application/json",
        _ => "application/pdf",
    };
}
