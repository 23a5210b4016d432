namespace Strata.Numerics.Matrices.Jobs;

/// <summary>How many rows make a chunk. The choice changes speed only, never results.</summary>
internal static class RowShare
{
    private const int ChunksPerThread = 4;
    private const long SmallestWork = 128 << 10;

    /// <summary>Rows per chunk, a multiple of eight; products too small to share are one chunk.</summary>
    public static int PerChunk(in MatMulJob job, int threads)
    {
        var work = (long)job.Rows * job.Columns * job.Tokens;
        if (threads == 1 || work < SmallestWork)
        {
            return job.Rows;
        }

        var rows = (job.Rows + (threads * ChunksPerThread) - 1) / (threads * ChunksPerThread);
        return (rows + 7) & ~7;
    }
}
