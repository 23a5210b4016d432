namespace Strata.Numerics.Matrices.Integer;

/// <summary>Sizes of a set of <see cref="ActivationTiles"/>.</summary>
/// <param name="Tokens">Activation vectors.</param>
/// <param name="Groups">Groups of 32 per vector.</param>
/// <param name="Width">Tokens per tile, 1 or 8.</param>
internal readonly record struct ActivationShape(int Tokens, int Groups, int Width)
{
    public int GroupsPadded => (Groups + 7) & ~7;

    public int Tiles => (Tokens + Width - 1) / Width;

    public long CodeBytes => (long)Tiles * Width * Groups * 64;

    public long FloatsPerKind => (long)Tiles * Width * GroupsPadded;

    public long Bytes => CodeBytes + (2 * FloatsPerKind * sizeof(float));
}
