using System.Globalization;
using Strata.Core.Results;
using Strata.Metrics.Series;

namespace Strata.Metrics.Expressions;

/// <summary>
/// Reads a subset of PromQL: selectors with matchers, ranges and offsets; functions; aggregations by and without; arithmetic, comparison (also <c>bool</c>) and set operators
/// with <c>on</c> and <c>ignoring</c>. Length, depth and the number of parts are bounded. What it does not know it names.
/// </summary>
public sealed class ExpressionParser
{
    /// <summary>Characters of an expression.</summary>
    public const int CharsMax = 8_192;

    private const int DepthMax = 64;
    private const int PartsMax = 512;

    /// <summary>Binary operators by how tightly they bind; <c>^</c> binds to the right.</summary>
    private static readonly Dictionary<string, int> Precedence = new(StringComparer.Ordinal)
    {
        ["or"] = 1, ["and"] = 2, ["unless"] = 2, ["=="] = 3, ["!="] = 3, ["<="] = 3, ["<"] = 3, [">="] = 3, [">"] = 3, ["+"] = 4, ["-"] = 4, ["*"] = 5, ["/"] = 5, ["%"] = 5, ["^"] = 6,
    };

    private readonly List<Token> tokens;
    private int at;
    private int parts;
    private Problem? problem;

    private ExpressionParser(List<Token> tokens) => this.tokens = tokens;

    private Token Here => tokens[at];

    /// <summary>Reads an expression; a problem says at which character (from 1) what is wrong.</summary>
    public static Result<Expression> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > CharsMax)
        {
            return Problem.Invalid($"An expression has at most {CharsMax} characters; this one has {text.Length}.", "query");
        }

        if (!Lexer.Cut(text).Try(out var tokens, out var wrong))
        {
            return wrong;
        }

        var parser = new ExpressionParser(tokens);
        var made = parser.Operators(1, 0);
        var refused = parser.problem ?? (parser.Here.Kind != TokenKind.End ? Lexer.Wrong($"'{parser.Here.Text}' does not belong here", parser.Here.At) : ExpressionCheck.Check(made));
        return refused is null ? made : refused;
    }

    private Expression Operators(int least, int depth)
    {
        var left = Unary(depth + 1);
        while (problem is null && Here.Kind is TokenKind.Sign or TokenKind.Name && Precedence.TryGetValue(Here.Text, out var tightness) && tightness >= least)
        {
            var sign = Next().Text;
            var returnsBool = Take("bool");
            IReadOnlyList<string>? on = null;
            IReadOnlyList<string> ignoring = [];
            if (Here is { Kind: TokenKind.Name, Text: "on" or "ignoring" })
            {
                if (Next().Text == "on")
                {
                    on = Names();
                }
                else
                {
                    ignoring = Names();
                }
            }

            if (Here is { Kind: TokenKind.Name, Text: "group_left" or "group_right" })
            {
                return Fail($"'{Here.Text}' is not offered", Here.At);
            }

            left = Counted(new Expression.Binary(sign, left, Operators(sign == "^" ? tightness : tightness + 1, depth + 1), returnsBool, on, ignoring));
        }

        return left;
    }

    private Expression Unary(int depth)
    {
        if (depth > DepthMax)
        {
            return Fail($"it is nested more than {DepthMax} deep", Here.At);
        }

        if (Take("-"))
        {
            return Counted(new Expression.Negation(Operators(6, depth + 1)));
        }

        return Take("+") ? Operators(6, depth + 1) : Suffixes(Primary(depth + 1));
    }

    private Expression Primary(int depth)
    {
        var token = Next();
        switch (token.Kind)
        {
            case TokenKind.Number when ReadNumber(token.Text) is { } number:
                return Counted(new Expression.Number(number));
            case TokenKind.Sign when token.Text == "(":
                var inner = Operators(1, depth + 1);
                Expect(")");
                return inner;
            case TokenKind.Sign when token.Text == "{":
                at--;
                return Selector(null);
            case TokenKind.Name when Functions.Aggregates.Contains(token.Text) && (Here.Text is "(" or "by" or "without"):
                return Aggregate(token.Text, depth);
            case TokenKind.Name when Here.Text == "(":
                return Call(token, depth);
            case TokenKind.Name when token.Text is "Inf" or "NaN" or "inf" or "nan":
                return Counted(new Expression.Number(token.Text is "Inf" or "inf" ? double.PositiveInfinity : double.NaN));
            case TokenKind.Name:
                return Selector(token.Text);
            default:
                return Fail(token.Kind == TokenKind.End ? "it ends too early" : $"'{token.Text}' does not belong here", token.At);
        }
    }

    private Expression Selector(string? metric)
    {
        var tests = new List<LabelTest>();
        if (metric is not null)
        {
            tests.Add(LabelTest.Make(Labels.Name, MatchKind.Equal, metric).Value);
        }

        if (Take("{"))
        {
            while (problem is null && Here.Text != "}")
            {
                Test(tests);
                if (!Take(","))
                {
                    break;
                }
            }

            Expect("}");
        }

        return tests.TrueForAll(t => t.Passes("")) ? Fail("a selector names a metric, or has a matcher that does not take the empty text", Here.At) : Counted(new Expression.Selector(tests, null, TimeSpan.Zero));
    }

    private void Test(List<LabelTest> tests)
    {
        var name = Next();
        var sign = Next();
        var value = Next();
        MatchKind? kind = sign.Text switch { "=" => MatchKind.Equal, "!=" => MatchKind.NotEqual, "=~" => MatchKind.Like, "!~" => MatchKind.NotLike, _ => null };
        if (name.Kind != TokenKind.Name || kind is null || value.Kind != TokenKind.Text)
        {
            Fail("a matcher is label, one of = != =~ !~, and a quoted text", name.At);
        }
        else if (tests.Count >= 32 || value.Text.Length > 1_024)
        {
            Fail("a selector has at most 32 matchers of at most 1,024 characters", name.At);
        }
        else if (LabelTest.Make(name.Text, kind.Value, value.Text).Try(out var test, out var wrong))
        {
            tests.Add(test);
        }
        else
        {
            problem ??= wrong;
        }
    }

    private Expression Suffixes(Expression of)
    {
        while (problem is null && of is Expression.Selector selector && Here.Text is "[" or "offset")
        {
            if (Take("["))
            {
                if (selector.Range is not null || Duration() is not { } range)
                {
                    return Fail("a range is a time such as 5m", Here.At);
                }

                of = selector with { Range = range };
                if (Here.Text == ":")
                {
                    return Fail("subqueries are not offered", Here.At);
                }

                Expect("]");
            }
            else
            {
                at++;
                var back = Take("-") ? -1 : 1;
                if (Duration() is not { } offset)
                {
                    return Fail("an offset is a time such as 1h", Here.At);
                }

                of = selector with { Offset = back * offset };
            }
        }

        return Here.Text == "@" ? Fail("'@' is not offered", Here.At) : of;
    }

    private Expression Aggregate(string name, int depth)
    {
        var (labels, without) = Grouping();
        Expect("(");
        Expression? parameter = null;
        if (Functions.WithParameter.Contains(name))
        {
            parameter = Operators(1, depth + 1);
            Expect(",");
        }

        var of = Operators(1, depth + 1);
        Expect(")");
        if (labels is null)
        {
            (labels, without) = Grouping();
        }

        return Counted(new Expression.Aggregate(name, of, parameter, labels ?? [], without));
    }

    private (IReadOnlyList<string>? Labels, bool Without) Grouping()
    {
        if (Here is not { Kind: TokenKind.Name, Text: "by" or "without" })
        {
            return (null, false);
        }

        var without = Next().Text == "without";
        return (Names(), without);
    }

    private List<string> Names()
    {
        var names = new List<string>();
        Expect("(");
        while (problem is null && Here.Kind == TokenKind.Name && names.Count < Labels.CountMax)
        {
            names.Add(Next().Text);
            if (!Take(","))
            {
                break;
            }
        }

        Expect(")");
        return names;
    }

    private Expression Call(Token name, int depth)
    {
        if (!Functions.All.TryGetValue(name.Text, out var shape))
        {
            return Fail($"there is no function '{name.Text}'. There are {string.Join(", ", Functions.All.Keys.Concat(Functions.Aggregates).Order(StringComparer.Ordinal))}", name.At);
        }

        Expect("(");
        var arguments = new List<Expression>();
        while (problem is null && Here.Text != ")" && arguments.Count < 8)
        {
            arguments.Add(Operators(1, depth + 1));
            if (!Take(","))
            {
                break;
            }
        }

        Expect(")");
        return arguments.Count == shape.Arguments ? Counted(new Expression.Call(name.Text, arguments)) : Fail($"'{name.Text}' takes {shape.Arguments} arguments", name.At);
    }

    private TimeSpan? Duration()
    {
        var token = Next();
        if (token.Kind != TokenKind.Duration)
        {
            return null;
        }

        var (total, number) = (0.0, 0.0);
        for (var i = 0; i < token.Text.Length;)
        {
            var digits = i;
            while (i < token.Text.Length && char.IsAsciiDigit(token.Text[i]))
            {
                i++;
            }

            var unit = token.Text.AsSpan(i).StartsWith("ms", StringComparison.Ordinal) ? "ms" : i < token.Text.Length ? token.Text[i].ToString() : "";
            var ms = unit switch { "ms" => 1.0, "s" => 1e3, "m" => 6e4, "h" => 3.6e6, "d" => 8.64e7, "w" => 6.048e8, "y" => 3.1536e10, _ => 0 };
            if (ms == 0 || !double.TryParse(token.Text.AsSpan(digits, i - digits), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                return null;
            }

            total += number * ms;
            i += unit.Length;
        }

        return total is > 0 and <= 3.1536e11 ? TimeSpan.FromMilliseconds(total) : null;
    }

    private static double? ReadNumber(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) ? value : null;

    private Token Next() => Here.Kind == TokenKind.End ? Here : tokens[at++];

    private bool Take(string text)
    {
        if (Here.Kind is TokenKind.Sign or TokenKind.Name && Here.Text == text)
        {
            at++;
            return true;
        }

        return false;
    }

    private void Expect(string text)
    {
        if (!Take(text))
        {
            Fail($"'{text}' is missing", Here.At);
        }
    }

    private Expression Counted(Expression part) => ++parts > PartsMax ? Fail($"it has more than {PartsMax} parts", Here.At) : part;

    private Expression.Number Fail(string what, int where)
    {
        problem ??= Lexer.Wrong(what, where);
        return new Expression.Number(double.NaN);
    }
}
