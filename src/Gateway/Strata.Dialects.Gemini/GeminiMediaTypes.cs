namespace Strata.Dialects.Gemini;

/// <summary>The media type of an address by the end of its path, for callers whose dialect does not say it.</summary>
internal static class GeminiMediaTypes
{
    public static string? Guess(string? address)
    {
        if (address is null)
        {
            return null;
        }

        var end = address.AsSpan();
        end = end.IndexOfAny('?', '#') is var cut and >= 0 ? end[..cut] : end;
        return Path.GetExtension(end).ToString().ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".webp" => "image/webp",
            ".gif" => "image/gif",
            ".heic" => "image/heic",
            ".pdf" => "application/pdf",
            ".txt" => "text/plain",
            ".wav" => "audio/wav",
            ".mp3" => "audio/mp3",
            ".mp4" => "video/mp4",
            _ => null,
        };
    }
}
