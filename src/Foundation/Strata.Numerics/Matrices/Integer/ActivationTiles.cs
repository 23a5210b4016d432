using System.Runtime.CompilerServices;
using Strata.Numerics.Matrices.Jobs;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Activations as 16-bit integers, laid out for the kernels. <c>Width</c> tokens (1 or 8) share a tile, and two neighbouring codes of a
/// token stay together:
/// <code>
///   codes   tile | group | 16 pairs | token | 2 shorts
///   scales  tile | group (padded to 8) | token
///   sums    tile | group (padded to 8) | token          sum = scale · Σ codes, what a format's minimum is multiplied with
/// </code>
/// Missing tokens and the padding are zero.
/// </summary>
internal readonly unsafe struct ActivationTiles(byte* memory, ActivationShape shape)
{
    public readonly ActivationShape Shape = shape;
    private readonly int* codes = (int*)memory;
    private readonly float* scales = (float*)(memory + shape.CodeBytes);
    private readonly float* sums = (float*)(memory + shape.CodeBytes) + shape.FloatsPerKind;

    public int* Codes(int tile) => codes + ((long)tile * Shape.Width * Shape.Groups * 16);

    public float* Scales(int tile) => scales + ((long)tile * Shape.Width * Shape.GroupsPadded);

    public float* Sums(int tile) => sums + ((long)tile * Shape.Width * Shape.GroupsPadded);

    /// <summary>Quantises all tokens of a product.</summary>
    public void Fill(in MatMulJob job)
    {
        new Span<float>(scales, checked((int)(2 * Shape.FloatsPerKind))).Clear();
        if (Shape.Tokens % Shape.Width != 0)
        {
            new Span<int>(Codes(Shape.Tiles - 1), Shape.Width * Shape.Groups * 16).Clear();
        }

        for (var token = 0; token < Shape.Tokens; token++)
        {
            Fill(job.X + ((long)token * job.Columns), token / Shape.Width, token % Shape.Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(float* x, int tile, int lane)
    {
        var pairs = stackalloc int[16];
        var target = Codes(tile) + lane;
        var (width, at) = (Shape.Width, lane);
        for (var g = 0; g < Shape.Groups; g++, x += 32, at += width)
        {
            ActivationQuantizer.Group(x, (short*)pairs, Scales(tile) + at, Sums(tile) + at);
            for (var k = 0; k < 16; k++, target += width)
            {
                *target = pairs[k];
            }
        }
    }
}
