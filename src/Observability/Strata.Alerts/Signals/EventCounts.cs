namespace Strata.Alerts.Signals;

/// <summary>Events of an objective in a window.</summary>
/// <param name="Total">All.</param>
/// <param name="Bad">Those that broke the promise.</param>
public readonly record struct EventCounts(long Total, long Bad);
