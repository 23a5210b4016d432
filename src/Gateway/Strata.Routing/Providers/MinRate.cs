namespace Strata.Routing.Providers;

/// <summary>The least that a stream must bring.</summary>
/// <param name="CharsPerSecond">Characters of content a second.</param>
/// <param name="Window">How long is measured.</param>
/// <param name="AfterCommit">Whether it also ends streams whose beginning the caller has; without it only before the commit point.</param>
public sealed record MinRate(double CharsPerSecond, TimeSpan Window, bool AfterCommit = false);
