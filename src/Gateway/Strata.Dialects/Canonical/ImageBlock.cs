namespace Strata.Dialects.Canonical;

/// <summary>A picture.</summary>
/// <param name="Source">Its bytes or address.</param>
public sealed record ImageBlock(MediaSource Source) : Block
{
    /// <summary>How closely to look: <c>low</c>, <c>high</c>, <c>auto</c>; null where not said.</summary>
    public string? Detail { get; init; }
}
