namespace Strata.Traces.Queries.Sums;

/// <summary>The spans of a session or a user.</summary>
/// <param name="Key">Its id.</param>
/// <param name="Spans">Spans that name it.</param>
/// <param name="Errors">Spans that failed.</param>
/// <param name="FirstNs">The first begin, in nanoseconds since 1970.</param>
/// <param name="LastNs">The last begin.</param>
public readonly record struct GroupSum(string Key, long Spans, long Errors, long FirstNs, long LastNs);
