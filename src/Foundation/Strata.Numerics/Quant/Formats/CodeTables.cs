namespace Strata.Numerics.Quant.Formats;

/// <summary>What the four-bit codes of the table formats stand for.</summary>
internal static class CodeTables
{
    /// <summary>Levels of IQ4_NL and IQ4_XS.</summary>
    public static ReadOnlySpan<sbyte> Uneven => [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

    /// <summary>E2M1 values, doubled to be whole.</summary>
    public static ReadOnlySpan<sbyte> Micro => [0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12];
}
