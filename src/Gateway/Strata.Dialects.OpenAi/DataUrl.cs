using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi;

/// <summary>Addresses that hold their bytes themselves (RFC 2397), the only form in which chat takes pictures and files inline.</summary>
internal static class DataUrl
{
    /// <summary>Reads an address; one that is no data address in base64 stays an address.</summary>
    public static MediaSource Read(string url)
    {
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return new MediaSource { Url = url };
        }

        var comma = url.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && url.AsSpan(5, comma - 5).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            ? new MediaSource { MediaType = url[5..(comma - 7)], Base64 = url[(comma + 1)..] }
            : new MediaSource { Url = url };
    }

    /// <summary>Reads <c>file_data</c>: a data address, or bare base64 whose type only the file's name tells.</summary>
    public static MediaSource ReadFile(string data, string? fileName)
    {
        var source = Read(data);
        return source.Base64 is not null ? source : new MediaSource { MediaType = MediaTypes.OfFile(fileName), Base64 = data };
    }

    /// <summary>Writes a source with bytes as an address.</summary>
    public static string Write(MediaSource source, string mediaType) => source.Url ?? $"data:{(source.MediaType.Length > 0 ? source.MediaType : mediaType)};base64,{source.Base64}";
}
