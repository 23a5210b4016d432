namespace Strata.Dialects.Wire;

/// <summary>A place in a body.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many bytes; 0 where the part is not there.</param>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>Whether the part is there.</summary>
    public bool IsThere => Length > 0;

    /// <summary>The part's bytes.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);
}
