namespace Strata.Storage.Logs;

/// <summary>Where a reading ended: a follower that reads on from there need not walk the segment again.</summary>
/// <param name="Segment">The number of the segment's first record.</param>
/// <param name="NextSequence">The record that comes next.</param>
/// <param name="Offset">Where it begins.</param>
internal sealed record ReadPlace(long Segment, long NextSequence, long Offset);
