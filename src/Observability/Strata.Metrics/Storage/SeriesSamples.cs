using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>A series and its samples in a stretch of time, by time.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Samples">Its samples.</param>
public sealed record SeriesSamples(Labels Labels, IReadOnlyList<Sample> Samples);
