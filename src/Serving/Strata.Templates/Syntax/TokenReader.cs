using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>Reads the tokens inside one tag, up to its end; an end inside open brackets does not count.</summary>
internal sealed class TokenReader(string source, int start, int startLine, bool isBlock)
{
    private static readonly string[] Operators = ["//", "**", "==", "!=", ">=", "<="];

    private readonly Stack<char> open = new();
    private int at = start;

    public int Line { get; private set; } = startLine;

    /// <summary>The position after the tag.</summary>
    public int End => at;

    /// <summary>The sign before the closing braces, or a blank.</summary>
    public char Sign { get; private set; } = ' ';

    public void ReadTo(List<Token> tokens)
    {
        while (true)
        {
            SkipBlanks();
            if (at >= source.Length)
            {
                throw Fail(isBlock ? "a statement is not closed" : "an expression is not closed");
            }

            if (open.Count == 0 && TryEnd())
            {
                return;
            }

            tokens.Add(Next());
        }
    }

    private void SkipBlanks()
    {
        for (; at < source.Length && Whitespace.Is(source[at]); at++)
        {
            Line += source[at] == '\n' ? 1 : 0;
        }
    }

    private bool TryEnd()
    {
        var close = isBlock ? "%}" : "}}";
        var sign = source[at] == '-' || (isBlock && source[at] == '+') ? 1 : 0;
        if (string.CompareOrdinal(source, at + sign, close, 0, 2) != 0)
        {
            sign = 0;
            if (string.CompareOrdinal(source, at, close, 0, 2) != 0)
            {
                return false;
            }
        }

        Sign = sign == 1 ? source[at] : ' ';
        at += 2 + sign;
        return true;
    }

    private Token Next()
    {
        var character = source[at];
        if (character is '\'' or '"')
        {
            return Text(character);
        }

        if (char.IsAsciiDigit(character))
        {
            return Number();
        }

        if (IsWord(character))
        {
            var from = at;
            while (at < source.Length && IsWord(source[at]))
            {
                at++;
            }

            return new Token(TokenKind.Name, source[from..at], Line);
        }

        return Operator();
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private Token Text(char quote)
    {
        var (from, line) = (at + 1, Line);
        for (at = from; at < source.Length && source[at] != quote; at++)
        {
            at += source[at] == '\\' ? 1 : 0;
            Line += at < source.Length && source[at] == '\n' ? 1 : 0;
        }

        if (at >= source.Length)
        {
            throw new Fault(FaultKind.Syntax, "a text is not closed", line);
        }

        return new Token(TokenKind.Text, Escapes.Read(source[from..at++], line), line);
    }

    private Token Number()
    {
        var from = at;
        if (source[at] == '0' && at + 1 < source.Length && "bBoOxX".Contains(source[at + 1], StringComparison.Ordinal))
        {
            at += 2;
            Digits(char.IsAsciiHexDigit);
            return new Token(TokenKind.Whole, source[from..at], Line);
        }

        Digits(char.IsAsciiDigit);
        var isReal = false;
        if (!(from > 0 && source[from - 1] == '.'))
        {
            if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
            {
                (isReal, at) = (true, at + 1);
                Digits(char.IsAsciiDigit);
            }

            var signed = Peek(1) is '+' or '-' ? 1 : 0;
            if (Peek() is 'e' or 'E' && char.IsAsciiDigit(Peek(1 + signed)))
            {
                (isReal, at) = (true, at + 1 + signed);
                Digits(char.IsAsciiDigit);
            }
        }

        return new Token(isReal ? TokenKind.Real : TokenKind.Whole, source[from..at], Line);
    }

    private void Digits(Func<char, bool> isDigit)
    {
        while (isDigit(Peek()) || (Peek() == '_' && isDigit(Peek(1))))
        {
            at++;
        }
    }

    private Token Operator()
    {
        var two = at + 1 < source.Length ? source.Substring(at, 2) : "";
        var symbol = Array.IndexOf(Operators, two) >= 0 ? two : source[at].ToString();
        if (symbol.Length == 1 && !"+-/*%~[](){}><=.:|,;".Contains(symbol, StringComparison.Ordinal))
        {
            throw Fail($"unexpected character '{symbol}'");
        }

        Balance(symbol[0]);
        at += symbol.Length;
        return new Token(TokenKind.Operator, symbol, Line);
    }

    private void Balance(char symbol)
    {
        switch (symbol)
        {
            case '(' or '[' or '{':
                open.Push(symbol == '(' ? ')' : symbol == '[' ? ']' : '}');
                break;
            case ')' or ']' or '}' when !open.TryPop(out var expected) || expected != symbol:
                throw Fail($"unexpected '{symbol}'");
        }
    }

    private char Peek(int ahead = 0) => at + ahead < source.Length ? source[at + ahead] : '\0';

    private Fault Fail(string cause) => new(FaultKind.Syntax, cause, Line);
}
