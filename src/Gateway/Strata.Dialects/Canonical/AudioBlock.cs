namespace Strata.Dialects.Canonical;

/// <summary>Sound.</summary>
/// <param name="Source">Its bytes.</param>
public sealed record AudioBlock(MediaSource Source) : Block
{
    /// <summary>What was said, in an answer that speaks.</summary>
    public string? Transcript { get; init; }
}
