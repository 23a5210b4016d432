using Strata.Models.Tokenizers.Unicode;

namespace Strata.Models.Tokenizers.Patterns;

/// <summary>One step of a compiled pattern; see <see cref="PatternOp"/> for the operands.</summary>
internal readonly record struct PatternInstruction(PatternOp Op, int A, int B, CodePointSet? Set);
