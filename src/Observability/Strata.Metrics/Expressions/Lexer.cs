using System.Text;
using Strata.Core.Results;

namespace Strata.Metrics.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Signs = ["==", "!=", "=~", "!~", ">=", "<=", "(", ")", "{", "}", "[", "]", ",", "+", "-", "*", "/", "%", "^", ">", "<", "=", ":", "@"];

    public static Result<List<Token>> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c == '#')
            {
                at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
            }
            else if (char.IsAsciiLetter(c) || c is '_' or ':')
            {
                var end = at;
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or ':' or '.'))
                {
                    end++;
                }

                tokens.Add(new Token(TokenKind.Name, text[at..end], at));
                at = end;
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            {
                at = Number(text, at, tokens);
            }
            else if (c is '"' or '\'' or '`')
            {
                if (!Quoted(text, ref at, tokens))
                {
                    return Wrong("a quoted text does not end", at);
                }
            }
            else if (Array.Find(Signs, s => text.AsSpan(at).StartsWith(s, StringComparison.Ordinal)) is { } sign)
            {
                tokens.Add(new Token(TokenKind.Sign, sign, at));
                at += sign.Length;
            }
            else
            {
                return Wrong($"'{c}' does not belong here", at);
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    public static Problem Wrong(string what, int at) => Problem.Invalid($"The expression cannot be read: {what} (at character {at + 1}).", "query");

    private static int Number(string text, int at, List<Token> tokens)
    {
        var end = at;
        var isDuration = false;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '.' || (text[end] is '+' or '-' && text[end - 1] is 'e' or 'E' && !isDuration)))
        {
            isDuration |= text[end] is 's' or 'm' or 'h' or 'd' or 'w' or 'y';
            end++;
        }

        tokens.Add(new Token(isDuration ? TokenKind.Duration : TokenKind.Number, text[at..end], at));
        return end;
    }

    private static bool Quoted(string text, ref int at, List<Token> tokens)
    {
        var (quote, begin, made) = (text[at], at, new StringBuilder());
        for (at++; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                tokens.Add(new Token(TokenKind.Text, made.ToString(), begin));
                at++;
                return true;
            }

            if (text[at] == '\\' && quote != '`' && at + 1 < text.Length)
            {
                at++;
                made.Append(text[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                made.Append(text[at]);
            }
        }

        return false;
    }
}
