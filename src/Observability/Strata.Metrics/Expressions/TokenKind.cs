namespace Strata.Metrics.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Name,
    Number,
    Duration,
    Text,
    Sign,
    End,
}
