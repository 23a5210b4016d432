namespace Strata.Alerts.Signals;

/// <summary>How a key, agent or session behaves.</summary>
/// <param name="Name">Its id or name.</param>
/// <param name="Key">The key that asked for it last; empty where none did.</param>
/// <param name="SpentNanos">Spent in the window, in billionths of a dollar.</param>
/// <param name="UsualNanos">What it usually spends in such a window; null where nothing is known from before.</param>
/// <param name="Requests">Calls in the window.</param>
/// <param name="Repeats">How often the most repeated prompt was sent in the window.</param>
public sealed record SubjectFigures(string Name, string Key, long SpentNanos, double? UsualNanos, long Requests, int Repeats);
