using Strata.Templates.Nodes;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>One statement, from its name to before its closing tag's end.</summary>
internal sealed class StatementParser(TokenStream stream, ExpressionParser expressions, MacroNames macros, TemplateParser template)
{
    private readonly TargetParser targets = new(stream);

    public Statement Parse()
    {
        var line = stream.Line;
        var name = stream.TakeName();
        return name switch
        {
            "if" => If(line),
            "for" => For(line),
            "set" => Set(line),
            "macro" => Macro(line),
            "call" => CallBlock(line),
            "filter" => FilterBlock(line),
            "with" => With(line),
            "block" => Block(line),
            "generation" => new WithNode(line, [], Until("endgeneration")),
            "break" => new JumpNode(line, Flow.Break),
            "continue" => new JumpNode(line, Flow.Continue),
            "print" => Print(line),
            "include" or "import" or "from" or "extends" => Refused(line, name),
            _ => throw new Fault(FaultKind.Syntax, $"there is no statement '{name}'", line),
        };
    }

    /// <summary>Several values print one after another, not as a tuple.</summary>
    private OutputNode Print(int line)
    {
        var parts = new List<Expression>();
        while (stream.Current.Kind != TokenKind.BlockEnd && (parts.Count == 0 || stream.TryOperator(",")))
        {
            parts.Add(expressions.Parse());
        }

        return new OutputNode(line, new ConcatNode(line, parts));
    }

    private IfNode If(int line)
    {
        var branches = new List<IfBranch>();
        var test = expressions.ParseTuple(withConditional: false);
        while (true)
        {
            stream.Expect(TokenKind.BlockEnd);
            branches.Add(new IfBranch(test, template.Body("elif", "else", "endif")));
            if (stream.TryName("elif"))
            {
                test = expressions.ParseTuple(withConditional: false);
                continue;
            }

            if (stream.TryName("else"))
            {
                branches.Add(new IfBranch(null, Until("endif")));
            }
            else
            {
                stream.ExpectName("endif");
            }

            return new IfNode(line, branches);
        }
    }

    private ForNode For(int line)
    {
        var target = targets.Parse("in");
        stream.ExpectName("in");
        var source = expressions.ParseTuple(withConditional: false, stopName: "recursive");
        var filter = stream.TryName("if") ? expressions.Parse() : null;
        var isRecursive = stream.TryName("recursive");
        stream.Expect(TokenKind.BlockEnd);
        var body = template.Body("endfor", "else");
        IReadOnlyList<Statement> otherwise = [];
        if (stream.TryName("else"))
        {
            otherwise = Until("endfor");
        }
        else
        {
            stream.ExpectName("endfor");
        }

        return new ForNode(line, target, source) { Filter = filter, Body = body, Else = otherwise, IsRecursive = isRecursive };
    }

    private SetNode Set(int line)
    {
        var target = targets.Parse(null);
        if (stream.TryOperator("="))
        {
            return new SetNode(line, target, expressions.ParseTuple());
        }

        var filters = Filters();
        return new SetNode(line, target, filters(new CapturedNode(line, Until("endset"))));
    }

    private OutputNode FilterBlock(int line)
    {
        var name = Filters(isFirstBare: true);
        return new OutputNode(line, name(new CapturedNode(line, Until("endfilter"))));
    }

    /// <summary>A chain of filters to put around a block.</summary>
    private Func<Expression, Expression> Filters(bool isFirstBare = false)
    {
        var hole = new HoleNode(stream.Line);
        Expression chain = isFirstBare ? expressions.Filter(hole) : hole;
        while (stream.TryOperator("|"))
        {
            chain = expressions.Filter(chain);
        }

        return input =>
        {
            hole.Filling = input;
            return chain;
        };
    }

    private MacroNode Macro(int line)
    {
        var name = stream.TakeName();
        return new MacroNode(line, Definition(name, stream.Current.IsOperator("("), "endmacro"));
    }

    private CallBlockNode CallBlock(int line)
    {
        macros.Open();
        var parameters = stream.Current.IsOperator("(") ? Parameters() : [];
        var call = expressions.Unary(withFilters: false) as CallNode ?? throw new Fault(FaultKind.Syntax, "a call block needs a call", line);
        return new CallBlockNode(line, call, Finish("caller", parameters, "endcall"));
    }

    private MacroDefinition Definition(string name, bool hasParameters, string end)
    {
        macros.Open();
        return Finish(name, hasParameters ? Parameters() : throw stream.Fail($"'(' is expected, not {stream.Current}"), end);
    }

    private MacroDefinition Finish(string name, List<KeyValuePair<string, Expression?>> parameters, string end)
    {
        var body = Until(end);
        var mentioned = macros.Close();
        return new MacroDefinition(name, parameters, body)
        {
            TakesCaller = mentioned.Contains("caller"),
            TakesSpare = mentioned.Contains("varargs"),
            TakesSpareNamed = mentioned.Contains("kwargs"),
        };
    }

    private List<KeyValuePair<string, Expression?>> Parameters()
    {
        stream.ExpectOperator("(");
        var parameters = new List<KeyValuePair<string, Expression?>>();
        while (!stream.TryOperator(")"))
        {
            if (parameters.Count > 0)
            {
                stream.ExpectOperator(",");
            }

            var name = stream.TakeName();
            var otherwise = stream.TryOperator("=") ? expressions.Parse() : null;
            if (otherwise is null && parameters.Count > 0 && parameters[^1].Value is not null)
            {
                throw stream.Fail("a parameter without a default follows one with a default");
            }

            parameters.Add(new(name, otherwise));
        }

        return parameters;
    }

    private WithNode With(int line)
    {
        var names = new List<KeyValuePair<Target, Expression>>();
        while (stream.Current.Kind != TokenKind.BlockEnd)
        {
            if (names.Count > 0)
            {
                stream.ExpectOperator(",");
            }

            var target = targets.One();
            stream.ExpectOperator("=");
            names.Add(new(target, expressions.Parse()));
        }

        return new WithNode(line, names, Until("endwith"));
    }

    private BlockNode Block(int line)
    {
        var name = stream.TakeName();
        var isScoped = stream.TryName("scoped");
        stream.TryName("required");
        var body = Until("endblock");
        stream.TryName(name);
        return new BlockNode(line, isScoped, body);
    }

    private RefusedNode Refused(int line, string name)
    {
        while (stream.Current.Kind is not (TokenKind.BlockEnd or TokenKind.End))
        {
            stream.Take();
        }

        return new RefusedNode(line, $"'{name}' needs another template, and a chat template stands alone");
    }

    /// <summary>The rest of the opening tag, the body, and the name of the closing tag.</summary>
    private IReadOnlyList<Statement> Until(string end)
    {
        stream.Expect(TokenKind.BlockEnd);
        var body = template.Body(end);
        stream.ExpectName(end);
        return body;
    }
}
