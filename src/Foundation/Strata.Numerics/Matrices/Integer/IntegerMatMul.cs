using System.Runtime.Intrinsics.X86;
using Strata.Numerics.Matrices.Jobs;
using Strata.Numerics.Quant;
using Strata.Numerics.Quant.Formats;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>The ordinary path: quantise the activations once, then share the rows out.</summary>
internal static unsafe class IntegerMatMul
{
    /// <summary>From this many tokens on, unpacking rows to memory pays.</summary>
    private const int BatchTokens = 4;

    /// <summary>Runs the product if the format has an integer form.</summary>
    public static bool TryRun(in MatMulJob job, WorkerPool pool)
    {
        var batch = job.Tokens >= BatchTokens;
        var body = AvxVnni.IsSupported ? Pick<VnniPairSum>(job.Type, batch) : Pick<Avx2PairSum>(job.Type, batch);
        if (body == null)
        {
            return false;
        }

        var shape = new ActivationShape(job.Tokens, job.Columns / 32, batch ? 8 : 1);
        var tiles = new ActivationTiles(ScratchBuffer.Shared(shape.Bytes), shape);
        tiles.Fill(job);
        var rows = RowShare.PerChunk(job, pool.Threads);
        var state = new IntegerJob(job, tiles, rows);
        pool.Run(&state, body, (job.Rows + rows - 1) / rows);
        return true;
    }

    private static delegate*<void*, int, void> Pick<TSum>(QuantType type, bool batch)
        where TSum : IPairSum => type switch
    {
        QuantType.Q4_0 => Pick<Q4_0, TSum>(batch),
        QuantType.Q4_1 => Pick<Q4_1, TSum>(batch),
        QuantType.Q5_0 => Pick<Q5_0, TSum>(batch),
        QuantType.Q5_1 => Pick<Q5_1, TSum>(batch),
        QuantType.Q8_0 => Pick<Q8_0, TSum>(batch),
        QuantType.Q3_K => Pick<Q3_K, TSum>(batch),
        QuantType.Q4_K => Pick<Q4_K, TSum>(batch),
        QuantType.Q5_K => Pick<Q5_K, TSum>(batch),
        QuantType.Q6_K => Pick<Q6_K, TSum>(batch),
        QuantType.IQ4_NL => Pick<IQ4_NL, TSum>(batch),
        QuantType.IQ4_XS => Pick<IQ4_XS, TSum>(batch),
        QuantType.MXFP4 => Pick<MXFP4, TSum>(batch),
        _ => null,
    };

    private static delegate*<void*, int, void> Pick<TFormat, TSum>(bool batch)
        where TFormat : IVectorFormat
        where TSum : IPairSum => batch ? &IntegerGemm<TFormat, TSum>.Chunk : &IntegerGemv<TFormat, TSum>.Chunk;
}
