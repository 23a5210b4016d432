using Strata.Alerts.States;
using Strata.Core.Results;

namespace Strata.Alerts.Evaluation;

/// <summary>How the last look at a rule went.</summary>
/// <param name="At">When.</param>
/// <param name="Took">How long reading its figures took.</param>
/// <param name="Readings">What it read.</param>
/// <param name="Problem">Why it could not be read; null where it was.</param>
public sealed record RuleStatus(DateTimeOffset At, TimeSpan Took, IReadOnlyList<Reading> Readings, Problem? Problem);
