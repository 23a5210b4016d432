namespace Strata.Traces.Api.Scores;

/// <summary>Scores.</summary>
/// <param name="Data">All of them.</param>
public sealed record ScoreList(IReadOnlyList<ScoreItem> Data);
