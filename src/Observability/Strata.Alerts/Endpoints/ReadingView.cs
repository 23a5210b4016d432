namespace Strata.Alerts.Endpoints;

/// <summary>What a rule reads for one set of labels.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Value">The figure.</param>
/// <param name="Holds">Whether the condition holds.</param>
/// <param name="Text">The figure in words.</param>
internal sealed record ReadingView(IReadOnlyDictionary<string, string> Labels, double Value, bool Holds, string Text);
