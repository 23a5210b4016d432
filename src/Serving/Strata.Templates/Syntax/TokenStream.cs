using System.Runtime.CompilerServices;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>The parser's place among the tokens, and its guard against nesting too deep.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private const int DepthMax = 200;

    private readonly Dictionary<string, string> names = [];
    private int at;
    private int depth;

    public Token Current => tokens[at];

    public Token Ahead => tokens[Math.Min(at + 1, tokens.Count - 1)];

    public int Line => Current.Line;

    public Token Take()
    {
        var token = tokens[at];
        at = Math.Min(at + 1, tokens.Count - 1);
        return token;
    }

    public bool TryOperator(string symbol)
    {
        var isThere = Current.IsOperator(symbol);
        at += isThere ? 1 : 0;
        return isThere;
    }

    public bool TryName(string name)
    {
        var isThere = Current.IsName(name);
        at += isThere ? 1 : 0;
        return isThere;
    }

    public void ExpectOperator(string symbol) => _ = TryOperator(symbol) ? 0 : throw Fail($"'{symbol}' is expected, not {Current}");

    public void ExpectName(string name) => _ = TryName(name) ? 0 : throw Fail($"'{name}' is expected, not {Current}");

    public void Expect(TokenKind kind) => _ = Current.Kind == kind ? Take() : throw Fail($"{new Token(kind, "", 0)} is expected, not {Current}");

    /// <summary>A name, always the same object for the same characters.</summary>
    public string TakeName()
    {
        var token = Current.Kind == TokenKind.Name && !char.IsAsciiDigit(Current.Text[0]) ? Take() : throw Fail($"a name is expected, not {Current}");
        return names.TryGetValue(token.Text, out var known) ? known : names[token.Text] = token.Text;
    }

    public void Enter() => _ = ++depth <= DepthMax && RuntimeHelpers.TryEnsureSufficientExecutionStack()
        ? 0
        : throw new Fault(FaultKind.Limit, $"it nests deeper than {DepthMax}", Line);

    public void Leave() => depth--;

    public Fault Fail(string cause) => new(FaultKind.Syntax, cause, Line);
}
