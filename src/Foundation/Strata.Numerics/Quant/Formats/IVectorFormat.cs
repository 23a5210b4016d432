using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

/// <summary>
/// A format seen as groups of 32 integers: value = scale·q + minimum. Both matrix paths and the fast dequantiser are
/// written once over this view. |q| ≤ 4096 always, so that four products with 15-bit activations fit an int32 lane.
/// </summary>
internal unsafe interface IVectorFormat : IQuantFormat
{
    /// <summary>Whether <see cref="Scales"/> writes minima; a constant the JIT folds.</summary>
    static abstract bool HasMinimum { get; }

    /// <summary>Writes the scale (and minimum) of each of the row's groups.</summary>
    static abstract void Scales(byte* row, int groups, float* scale, float* minimum);

    /// <summary>The 32 integers of one group, in order: 0–15 in <paramref name="low"/>, 16–31 in <paramref name="high"/>.</summary>
    static abstract void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high);
}
