namespace Strata.Templates.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    Data,
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Whole,
    Real,
    Operator,
    End,
}
