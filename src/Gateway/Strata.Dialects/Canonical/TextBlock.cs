namespace Strata.Dialects.Canonical;

/// <summary>Text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextBlock(string Text) : Block
{
    /// <summary>Citations or annotations of an answer's text, raw JSON of the source dialect; empty where there are none.</summary>
    public ReadOnlyMemory<byte> Citations { get; init; }
}
