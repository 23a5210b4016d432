namespace Strata.Templates.Nodes;

/// <summary>One branch; the last may have no test.</summary>
internal sealed record IfBranch(Expression? Test, IReadOnlyList<Statement> Body);
