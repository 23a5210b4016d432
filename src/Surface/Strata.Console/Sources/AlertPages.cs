using Strata.Alerts.Evaluation;

namespace Strata.Console.Sources;

/// <summary>What the page of alerts reads from; both are null in a process that has no alerts.</summary>
/// <param name="Desk">Rules, states, history and silences.</param>
/// <param name="Switch">Releases keys.</param>
internal sealed record AlertPages(AlertDesk? Desk, KillSwitch? Switch);
