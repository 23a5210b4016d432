namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>A part of a body.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length; 0 is "not there".</param>
internal readonly record struct ByteRange(int Start, int Length)
{
    public bool IsThere => Length > 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);
}
