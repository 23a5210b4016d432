using Strata.Numerics.Matrices.Jobs;
using Strata.Numerics.Threads;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Matrices;

/// <summary>
/// y[t, r] = Σ over k of weights[r, k] · x[t, k], for one token (decode) or many (prefill, batched decode).
/// The sum over k runs in one fixed order per tier that depends neither on the number of tokens nor on the number of threads,
/// so a token's result has the same bits in any company. No allocation after the first call of a thread with given sizes.
/// </summary>
public static unsafe partial class MatMul
{
    /// <summary>Multiplies.</summary>
    /// <param name="weights">Rows × columns.</param>
    /// <param name="x">Activations, token-major: tokens × columns.</param>
    /// <param name="tokens">Number of activation vectors; zero does nothing.</param>
    /// <param name="y">Results, token-major: tokens × rows; must not overlap <paramref name="x"/>.</param>
    /// <param name="mode">Integer or f32 activations.</param>
    /// <param name="pool">Who helps; see <see cref="WorkerPool.Single"/> for nobody.</param>
    /// <exception cref="ArgumentException">A span does not hold what the shape needs.</exception>
    public static void Run(in WeightMatrix weights, ReadOnlySpan<float> x, int tokens, Span<float> y, MatMulMode mode, WorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        Check(weights, x.Length, tokens, y.Length);
        fixed (float* from = x)
        fixed (float* to = y)
        {
            var job = Job(weights, from, tokens, to);
            if (tokens == 0)
            {
                return;
            }

            if (!SimdSupport.Vector)
            {
                Reference(job);
            }
            else
            {
                Vector(job, mode, pool);
            }
        }
    }

    /// <summary>The plain loops on the same arguments, for tests and benchmarks.</summary>
    internal static void RunReference(in WeightMatrix weights, ReadOnlySpan<float> x, int tokens, Span<float> y)
    {
        Check(weights, x.Length, tokens, y.Length);
        fixed (float* from = x)
        fixed (float* to = y)
        {
            Reference(Job(weights, from, tokens, to));
        }
    }

    private static MatMulJob Job(in WeightMatrix weights, float* x, int tokens, float* y) => new()
    {
        Type = weights.Type,
        Weights = weights.Data,
        RowBytes = weights.RowBytes,
        Rows = weights.Rows,
        Columns = weights.Columns,
        X = x,
        Tokens = tokens,
        Y = y,
    };

    private static void Check(in WeightMatrix weights, int x, int tokens, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        if (weights.Rows == 0)
        {
            throw new ArgumentException("The weight matrix is empty.", nameof(weights));
        }

        if (x != (long)tokens * weights.Columns)
        {
            throw new ArgumentException($"{tokens} tokens of {weights.Columns} values are needed, {x} values were given.", nameof(x));
        }

        if (y != (long)tokens * weights.Rows)
        {
            throw new ArgumentException($"{tokens} tokens of {weights.Rows} results are written, room is for {y}.", nameof(y));
        }
    }
}
