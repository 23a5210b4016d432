namespace Strata.Alerts.States;

/// <summary>What a signal says about one set of labels.</summary>
/// <param name="Labels">The labels that the signal adds to its rule's.</param>
/// <param name="Value">The figure.</param>
/// <param name="IsTrue">Whether the condition holds.</param>
/// <param name="Text">The figure in words.</param>
/// <param name="Severity">Where the signal tells severities apart; null takes the rule's.</param>
public sealed record Reading(IReadOnlyDictionary<string, string> Labels, double Value, bool IsTrue, string Text, string? Severity = null)
{
    /// <summary>The key behind it, where something can be done to one.</summary>
    public string? Key { get; init; }
}
