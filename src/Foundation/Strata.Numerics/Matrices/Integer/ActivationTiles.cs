using System.Runtime.CompilerServices;
using Strata.Numerics.Matrices.Jobs;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Activations as 16-bit integers, laid out for the kernels. <c>Width</c> tokens (1 or 4) share a tile:
/// <code>
///   codes   tile | group | token | 32 shorts       scales   tile | group | token
///   sums    token | group (padded to 8)            sum = scale · Σ codes, what a format's minimum is multiplied with
/// </code>
/// Missing tokens of the last tile are zero.
/// </summary>
internal readonly unsafe struct ActivationTiles(short* codes, float* scales, float* sums, ActivationShape shape)
{
    public readonly short* Codes = codes;
    public readonly float* Scales = scales;
    public readonly float* Sums = sums;
    public readonly ActivationShape Shape = shape;

    /// <summary>Quantises all tokens into memory of <see cref="ActivationShape.Bytes"/>.</summary>
    public static ActivationTiles Make(in MatMulJob job, ActivationShape shape, byte* memory)
    {
        var codes = (short*)memory;
        var scales = (float*)(memory + shape.CodeBytes);
        var tiles = new ActivationTiles(codes, scales, scales + ((long)shape.Tiles * shape.Width * shape.Groups), shape);
        for (var token = 0; token < shape.Tiles * shape.Width; token++)
        {
            tiles.Fill(job, token);
        }

        return tiles;
    }

    public short* Tile(int tile) => Codes + ((long)tile * Shape.Width * Shape.Groups * 32);

    public float* TileScales(int tile) => Scales + ((long)tile * Shape.Width * Shape.Groups);

    public float* TokenSums(int token) => Sums + ((long)token * Shape.GroupsPadded);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(in MatMulJob job, int token)
    {
        var (tile, lane) = (token / Shape.Width, token % Shape.Width);
        var codes = Tile(tile) + (lane * 32);
        var scales = TileScales(tile) + lane;
        var sums = TokenSums(token);
        new Span<float>(sums, Shape.GroupsPadded).Clear();
        for (var g = 0; g < Shape.Groups; g++, codes += 32 * Shape.Width, scales += Shape.Width)
        {
            if (token < Shape.Tokens)
            {
                ActivationQuantizer.Group(job.X + ((long)token * job.Columns) + (g * 32), codes, scales, sums + g);
            }
            else
            {
                new Span<short>(codes, 32).Clear();
                *scales = 0;
            }
        }
    }
}
