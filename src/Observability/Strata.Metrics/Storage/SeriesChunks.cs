using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>A series within a block.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Chunks">Its chunks, by time.</param>
internal sealed record SeriesChunks(Labels Labels, ChunkRef[] Chunks);
