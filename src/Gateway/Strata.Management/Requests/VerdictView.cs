namespace Strata.Management.Requests;

/// <summary>What a guardrail found and did.</summary>
internal sealed record VerdictView(string Detector, string Action, int Count);
