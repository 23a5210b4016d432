using Strata.Traces.Segments;

namespace Strata.Traces.Storage;

/// <summary>An open segment under its name.</summary>
internal sealed record StoredSegment(SegmentName Name, Segment Segment);
