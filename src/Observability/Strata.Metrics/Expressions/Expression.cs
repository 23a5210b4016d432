using Strata.Metrics.Series;

namespace Strata.Metrics.Expressions;

/// <summary>A parsed expression. One record for each form.</summary>
public abstract record Expression
{
    /// <summary>A number.</summary>
    public sealed record Number(double Value) : Expression;

    /// <summary>Series by their labels; with a range their samples of so long, else the newest of each.</summary>
    public sealed record Selector(IReadOnlyList<LabelTest> Tests, TimeSpan? Range, TimeSpan Offset) : Expression;

    /// <summary>A function's result.</summary>
    public sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

    /// <summary>Many series as few.</summary>
    public sealed record Aggregate(string Operator, Expression Of, Expression? Parameter, IReadOnlyList<string> Labels, bool Without) : Expression;

    /// <summary>Two sides and an operator. Vectors match by all labels, by those named (<c>on</c>), or by all but those (<c>ignoring</c>).</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right, bool ReturnsBool, IReadOnlyList<string>? On, IReadOnlyList<string> Ignoring) : Expression;

    /// <summary>The opposite number.</summary>
    public sealed record Negation(Expression Of) : Expression;
}
