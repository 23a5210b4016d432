namespace Strata.Dialects.Tests.Matrix;

/// <summary>A call of a tool, as a side's own JSON tells it.</summary>
internal sealed record Call(string Id, string Name, string Arguments);
