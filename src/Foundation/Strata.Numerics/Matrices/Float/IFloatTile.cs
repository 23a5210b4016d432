namespace Strata.Numerics.Matrices.Float;

/// <summary>
/// Register tiles of the f32 product. Order per output: one accumulator of <see cref="Width"/> lanes, k ascending, fused, folded at
/// the end; the same in both shapes, so a token's bits do not depend on its company.
/// </summary>
internal unsafe interface IFloatTile
{
    /// <summary>Lanes; rows and activations are zero-padded to a multiple of it.</summary>
    static abstract int Width { get; }

    /// <summary>Four rows × one token; <paramref name="results"/> takes 4.</summary>
    static abstract void One(float** rows, float* x, int columns, float* results);

    /// <summary>Four rows × three tokens whose vectors alternate (Width values each); <paramref name="results"/> takes row | token.</summary>
    static abstract void Three(float** rows, float* x, int columns, float* results);
}
