namespace Strata.Ledger.Rows;

/// <summary>What a guardrail found and did.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Action">What was done: <c>redact</c>, <c>mask</c>, <c>tokenize</c>, <c>block</c> or <c>flag</c>.</param>
/// <param name="Count">How many findings.</param>
public sealed record LedgerVerdict(string Detector, string Action, int Count);
