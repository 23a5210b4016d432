using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>One step of a compiled pattern; see <see cref="PatternOp"/> for the operands.</summary>
internal readonly record struct PatternInstruction(PatternOp Op, int A, int B, CodePointSet? Set);
