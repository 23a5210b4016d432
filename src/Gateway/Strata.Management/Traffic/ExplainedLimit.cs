namespace Strata.Management.Traffic;

/// <summary>A limit that the request would meet; money in dollars.</summary>
internal sealed record ExplainedLimit(string Limit, string Kind, string Node, string Unit, string Window, string Mode, decimal Amount, decimal Spent, decimal Reserved, decimal Left);
