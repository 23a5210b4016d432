namespace Strata.Dialects.Canonical;

/// <summary>Where the bytes of a picture, sound or document are: exactly one of <see cref="Base64"/>, <see cref="Url"/>, <see cref="FileId"/> and <see cref="Text"/>.</summary>
public sealed record MediaSource
{
    /// <summary>The media type, for instance <c>image/png</c>; empty where unknown.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>The bytes, base64 as they came.</summary>
    public string? Base64 { get; init; }

    /// <summary>An address the provider fetches.</summary>
    public string? Url { get; init; }

    /// <summary>A file uploaded to the provider before.</summary>
    public string? FileId { get; init; }

    /// <summary>The plain text of a text document.</summary>
    public string? Text { get; init; }
}
