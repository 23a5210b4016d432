namespace Strata.Dialects.Tests.Matrix;

/// <summary>A result of a tool, as a side's own JSON tells it. Where the side has no mark of failure the text says it.</summary>
internal sealed record CallResult(string Id, string Text, bool IsError);
