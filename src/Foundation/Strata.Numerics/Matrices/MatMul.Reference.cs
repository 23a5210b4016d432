using System.Buffers;
using Strata.Numerics.Matrices.Jobs;
using Strata.Numerics.Quant;

namespace Strata.Numerics.Matrices;

public static unsafe partial class MatMul
{
    /// <summary>The plain loops: each row expanded to f32, one sum per token.</summary>
    internal static void Reference(in MatMulJob job)
    {
        var buffer = ArrayPool<float>.Shared.Rent(job.Columns);
        fixed (float* row = buffer)
        {
            for (var r = 0; r < job.Rows; r++)
            {
                Dequantizer.Reference(job.Type, job.Row(r), job.Columns, row);
                for (var t = 0; t < job.Tokens; t++)
                {
                    var sum = 0f;
                    for (var k = 0; k < job.Columns; k++)
                    {
                        sum += row[k] * job.X[((long)t * job.Columns) + k];
                    }

                    job.Y[((long)t * job.Rows) + r] = sum;
                }
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }
}
