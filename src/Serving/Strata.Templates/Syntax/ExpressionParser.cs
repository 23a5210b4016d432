using Strata.Templates.Nodes;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>
/// Expressions by recursive descent, with jinja2's precedence, loosest first: if-else, or, and, not, comparison, + -,
/// ~, * / // %, ** (to the left), sign, then what is appended: . [] () | is.
/// </summary>
internal sealed class ExpressionParser(TokenStream stream, MacroNames macros)
{
    /// <summary>Chains of operators become deep trees; a longer one is refused.</summary>
    private const int ChainMax = 1000;

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private PrimaryParser Primary => field ??= new PrimaryParser(stream, macros, this);

    public Expression Parse(bool withConditional = true)
    {
        stream.Enter();
        var result = withConditional ? Conditional() : Or();
        stream.Leave();
        return result;
    }

    /// <summary>One expression, or several with commas between as a tuple. Ends before what cannot start an expression.</summary>
    public Expression ParseTuple(bool withConditional = true, bool isInParentheses = false, string? stopName = null)
    {
        var (items, isTuple, line) = (new List<Expression>(), false, stream.Line);
        while (!AtTupleEnd(stopName))
        {
            items.Add(Parse(withConditional));
            if (!stream.TryOperator(","))
            {
                break;
            }

            isTuple = true;
        }

        return isTuple || (items.Count == 0 && isInParentheses) ? new SequenceNode(line, items, isTuple: true)
            : items.Count == 1 ? items[0]
            : throw stream.Fail($"an expression is expected, not {stream.Current}");
    }

    private bool AtTupleEnd(string? stopName) =>
        stream.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd or TokenKind.End
        || stream.Current.IsOperator(")")
        || (stopName is not null && stream.Current.IsName(stopName));

    private Expression Conditional()
    {
        var (result, line) = (Or(), stream.Line);
        for (var chain = 0; stream.TryName("if"); line = stream.Line)
        {
            CheckChain(++chain);
            var test = Or();
            result = new ConditionalNode(line, test, result, stream.TryName("else") ? Parse() : null);
        }

        return result;
    }

    private Expression Or()
    {
        var (left, line) = (And(), stream.Line);
        for (var chain = 0; stream.TryName("or"); line = stream.Line)
        {
            CheckChain(++chain);
            left = new LogicNode(line, isAnd: false, left, And());
        }

        return left;
    }

    private Expression And()
    {
        var (left, line) = (Not(), stream.Line);
        for (var chain = 0; stream.TryName("and"); line = stream.Line)
        {
            CheckChain(++chain);
            left = new LogicNode(line, isAnd: true, left, Not());
        }

        return left;
    }

    private Expression Not()
    {
        var line = stream.Line;
        if (!stream.TryName("not"))
        {
            return Compare();
        }

        stream.Enter();
        var result = new UnaryNode(line, "not", Not());
        stream.Leave();
        return result;
    }

    private Expression Compare()
    {
        var line = stream.Line;
        var first = Sum();
        var rest = new List<KeyValuePair<string, Expression>>();
        while (TakeComparison() is { } symbol)
        {
            rest.Add(new(symbol, Sum()));
        }

        return rest.Count == 0 ? first : new CompareNode(line, first, rest);
    }

    private string? TakeComparison()
    {
        if (stream.Current.Kind == TokenKind.Operator && Array.IndexOf(Comparisons, stream.Current.Text) >= 0)
        {
            return stream.Take().Text;
        }

        if (stream.TryName("in"))
        {
            return "in";
        }

        if (!stream.Current.IsName("not") || !stream.Ahead.IsName("in"))
        {
            return null;
        }

        stream.Take();
        stream.Take();
        return "not in";
    }

    private Expression Sum() => LeftChain(Concat, "+", "-");

    private Expression Concat()
    {
        var line = stream.Line;
        var parts = new List<Expression> { Product() };
        while (stream.TryOperator("~"))
        {
            parts.Add(Product());
        }

        return parts.Count == 1 ? parts[0] : new ConcatNode(line, parts);
    }

    private Expression Product() => LeftChain(Power, "*", "/", "//", "%");

    private Expression Power() => LeftChain(() => Unary(), "**");

    private Expression LeftChain(Func<Expression> operand, params ReadOnlySpan<string> symbols)
    {
        var left = operand();
        for (var chain = 0; stream.Current.Kind == TokenKind.Operator && symbols.Contains(stream.Current.Text);)
        {
            CheckChain(++chain);
            var token = stream.Take();
            left = new BinaryNode(token.Line, token.Text, left, operand());
        }

        return left;
    }

    /// <summary>One filter by name, applied to the input.</summary>
    public Expression Filter(Expression input) => Primary.Filter(input);

    public Expression Unary(bool withFilters = true)
    {
        var line = stream.Line;
        var symbol = stream.TryOperator("-") ? "-" : stream.TryOperator("+") ? "+" : null;
        if (symbol is null)
        {
            var plain = Primary.Postfix(Primary.Parse());
            return withFilters ? Primary.Filters(plain) : plain;
        }

        stream.Enter();
        Expression result = new UnaryNode(line, symbol, Unary(withFilters: false));
        stream.Leave();
        result = Primary.Postfix(result);
        return withFilters ? Primary.Filters(result) : result;
    }

    private void CheckChain(int length) =>
        _ = length <= ChainMax ? 0 : throw new Fault(FaultKind.Limit, $"an expression chains more than {ChainMax} operators", stream.Line);
}
