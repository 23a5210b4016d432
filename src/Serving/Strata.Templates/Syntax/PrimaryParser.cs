using System.Globalization;
using System.Text;
using Strata.Templates.Nodes;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>Names, literals, and what can be appended to them: members, subscripts, calls, filters and tests.</summary>
internal sealed class PrimaryParser(TokenStream stream, MacroNames macros, ExpressionParser expressions)
{
    private const int ChainMax = 1000;

    public Expression Parse()
    {
        var token = stream.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return Name(token);
            case TokenKind.Text:
                return Text(token);
            case TokenKind.Whole:
                stream.Take();
                return NumberText.TryWhole(token.Text, 0, out var number)
                    ? new ConstantNode(token.Line, IntValue.Of(number))
                    : throw new Fault(FaultKind.Syntax, $"'{token.Text}' is not a number", token.Line);
            case TokenKind.Real:
                stream.Take();
                return new ConstantNode(token.Line, new FloatValue(
                    double.Parse(token.Text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        }

        if (stream.TryOperator("("))
        {
            var inner = expressions.ParseTuple(isInParentheses: true);
            stream.ExpectOperator(")");
            return inner;
        }

        return stream.TryOperator("[") ? List(token.Line)
            : stream.TryOperator("{") ? Dict(token.Line)
            : throw stream.Fail($"an expression is expected, not {token}");
    }

    /// <summary>Members, subscripts and calls.</summary>
    public Expression Postfix(Expression result)
    {
        for (var chain = 0; ; CheckChain(++chain))
        {
            var line = stream.Line;
            if (stream.TryOperator("."))
            {
                result = stream.Current.Kind == TokenKind.Whole ? new ItemNode(line, result, Parse()) : new MemberNode(line, result, stream.TakeName());
            }
            else if (stream.TryOperator("["))
            {
                result = SubscriptOf(result, line);
            }
            else if (stream.TryOperator("("))
            {
                result = new CallNode(line, result, Arguments());
            }
            else
            {
                return result;
            }
        }
    }

    /// <summary>Filters and tests, and calls between them.</summary>
    public Expression Filters(Expression result)
    {
        for (var chain = 0; ; CheckChain(++chain))
        {
            var line = stream.Line;
            if (stream.TryOperator("|"))
            {
                result = Filter(result);
            }
            else if (stream.TryName("is"))
            {
                result = Test(result, line);
            }
            else if (stream.TryOperator("("))
            {
                result = new CallNode(line, result, Arguments());
            }
            else
            {
                return result;
            }
        }
    }

    /// <summary>One filter by name, applied to the input.</summary>
    public FilterNode Filter(Expression input)
    {
        var line = stream.Line;
        var name = DottedName();
        return new FilterNode(line, name, input, stream.TryOperator("(") ? Arguments() : ArgumentsNode.None);
    }

    /// <summary>The arguments of a call, after its opening parenthesis.</summary>
    public ArgumentsNode Arguments()
    {
        var positional = new List<Expression>();
        var named = new List<KeyValuePair<string, Expression>>();
        Expression? spread = null;
        Expression? spreadNamed = null;
        for (var isFirst = true; !stream.TryOperator(")"); isFirst = false)
        {
            if (!isFirst)
            {
                stream.ExpectOperator(",");
                if (stream.TryOperator(")"))
                {
                    break;
                }
            }

            if (stream.TryOperator("**"))
            {
                spreadNamed = spreadNamed is null ? expressions.Parse() : throw stream.Fail("a call has two ** arguments");
            }
            else if (stream.TryOperator("*"))
            {
                spread = spread is null && spreadNamed is null ? expressions.Parse() : throw stream.Fail("a call has two * arguments");
            }
            else if (stream.Current.Kind == TokenKind.Name && stream.Ahead.IsOperator("="))
            {
                var name = stream.TakeName();
                stream.Take();
                named.Add(new(name, expressions.Parse()));
            }
            else
            {
                positional.Add(named.Count == 0 && spread is null && spreadNamed is null
                    ? expressions.Parse()
                    : throw stream.Fail("a positional argument follows a named one"));
            }
        }

        return positional.Count + named.Count == 0 && spread is null && spreadNamed is null
            ? ArgumentsNode.None
            : new ArgumentsNode(positional, named, spread, spreadNamed);
    }

    private Expression Test(Expression input, int line)
    {
        var isNegated = stream.TryName("not");
        var name = DottedName();
        var arguments = ArgumentsNode.None;
        if (stream.TryOperator("("))
        {
            arguments = Arguments();
        }
        else if (StartsArgument())
        {
            arguments = new ArgumentsNode([Postfix(Parse())], [], null, null);
        }

        Expression test = new TestNode(line, name, input, arguments);
        return isNegated ? new UnaryNode(line, "not", test) : test;
    }

    private bool StartsArgument()
    {
        var token = stream.Current;
        if (token.IsName("is"))
        {
            throw stream.Fail("tests cannot be chained with 'is'");
        }

        return token.Kind is TokenKind.Text or TokenKind.Whole or TokenKind.Real
            || (token.Kind == TokenKind.Name && token.Text is not ("else" or "or" or "and"))
            || token.IsOperator("(") || token.IsOperator("[") || token.IsOperator("{");
    }

    private string DottedName()
    {
        var name = stream.TakeName();
        while (stream.TryOperator("."))
        {
            name += "." + stream.TakeName();
        }

        return name;
    }

    private Expression Name(Token token)
    {
        var name = stream.TakeName();
        Value? constant = name switch
        {
            "true" or "True" => BoolValue.True,
            "false" or "False" => BoolValue.False,
            "none" or "None" => NoneValue.Instance,
            _ => null,
        };
        macros.Mention(name);
        return constant is null ? new NameNode(token.Line, name) : new ConstantNode(token.Line, constant);
    }

    private ConstantNode Text(Token token)
    {
        var text = new StringBuilder();
        while (stream.Current.Kind == TokenKind.Text)
        {
            text.Append(stream.Take().Text);
        }

        return new ConstantNode(token.Line, TextValue.Template(text.ToString()));
    }

    private SequenceNode List(int line)
    {
        var items = new List<Expression>();
        while (!stream.TryOperator("]"))
        {
            _ = items.Count == 0 ? 0 : Comma();
            if (stream.TryOperator("]"))
            {
                break;
            }

            items.Add(expressions.Parse());
        }

        return new SequenceNode(line, items, isTuple: false);
    }

    private DictNode Dict(int line)
    {
        var entries = new List<KeyValuePair<Expression, Expression>>();
        while (!stream.TryOperator("}"))
        {
            _ = entries.Count == 0 ? 0 : Comma();
            if (stream.TryOperator("}"))
            {
                break;
            }

            var key = expressions.Parse();
            stream.ExpectOperator(":");
            entries.Add(new(key, expressions.Parse()));
        }

        return new DictNode(line, entries);
    }

    private Expression SubscriptOf(Expression owner, int line)
    {
        var (items, isTuple) = (new List<Expression>(), false);
        while (!stream.TryOperator("]"))
        {
            if (stream.Current.IsOperator(":") || Bound() is not { } first)
            {
                return SliceOf(owner, null, line);
            }

            if (stream.Current.IsOperator(":"))
            {
                return SliceOf(owner, first, line);
            }

            items.Add(first);
            isTuple |= stream.TryOperator(",") || (!stream.Current.IsOperator("]") ? throw stream.Fail($"']' is expected, not {stream.Current}") : false);
        }

        return items.Count == 0 ? throw stream.Fail("an expression is expected between '[' and ']'")
            : new ItemNode(line, owner, isTuple ? new SequenceNode(line, items, isTuple: true) : items[0]);
    }

    private SliceNode SliceOf(Expression owner, Expression? start, int line)
    {
        stream.ExpectOperator(":");
        var stop = Bound();
        var step = stream.TryOperator(":") ? Bound() : null;
        stream.ExpectOperator("]");
        return new SliceNode(line, owner, start, stop, step);
    }

    private Expression? Bound() => stream.Current.IsOperator(":") || stream.Current.IsOperator("]") ? null : expressions.Parse();

    private int Comma()
    {
        stream.ExpectOperator(",");
        return 0;
    }

    private void CheckChain(int length) =>
        _ = length <= ChainMax ? 0 : throw new Fault(FaultKind.Limit, $"an expression chains more than {ChainMax} operations", stream.Line);
}
