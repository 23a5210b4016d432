using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Syntax;

/// <summary>
/// Cuts a template into tokens as jinja2 does with trim_blocks and lstrip_blocks on: a newline after a block tag goes,
/// blanks before one at the start of a line go, <c>-</c> takes all white space, <c>+</c> keeps it. One pass, linear.
/// </summary>
internal sealed class Lexer
{
    private readonly string source;
    private readonly List<Token> tokens = [];
    private int at;
    private int line = 1;
    private bool atLineStart = true;

    private Lexer(string source) => this.source = source;

    public static List<Token> Tokenize(string source)
    {
        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lexer = new Lexer(text.EndsWith('\n') ? text[..^1] : text);
        lexer.Run();
        return lexer.tokens;
    }

    private void Run()
    {
        while (at < source.Length)
        {
            var tag = NextTag();
            if (tag == source.Length)
            {
                Data(at, tag);
                at = tag;
                break;
            }

            var sign = tag + 2 < source.Length && source[tag + 2] is '-' or '+' ? source[tag + 2] : ' ';
            Data(at, DataEnd(tag, sign, source[tag + 1] == '{'));
            Advance(tag + (sign == ' ' ? 2 : 3));
            Tag(source[tag + 1]);
        }

        tokens.Add(new Token(TokenKind.End, "", line));
    }

    private void Tag(char kind)
    {
        switch (kind)
        {
            case '#':
                Comment();
                break;
            case '%' when RawEnd() is var end and > 0:
                Advance(end);
                atLineStart = source[at - 1] == '\n';
                Raw();
                break;
            default:
                Inside(isBlock: kind == '%');
                break;
        }

        atLineStart = source[at - 1] == '\n';
    }

    private int NextTag()
    {
        for (var i = at; (i = source.IndexOf('{', i)) >= 0 && i + 1 < source.Length; i++)
        {
            if (source[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return source.Length;
    }

    /// <summary>Where the text before a tag ends, after what the tag strips.</summary>
    private int DataEnd(int tag, char sign, bool isVariable)
    {
        if (sign == '-')
        {
            return Math.Max(at, Whitespace.SkipBackward(source, tag));
        }

        if (sign == '+' || isVariable)
        {
            return tag;
        }

        var lineStart = tag == at ? at : source.LastIndexOf('\n', tag - 1, tag - at) is var newline && newline < 0 ? at : newline + 1;
        var isFirst = lineStart > at || atLineStart;
        return isFirst && Whitespace.SkipForward(source, lineStart) >= tag ? lineStart : tag;
    }

    private void Data(int start, int end)
    {
        if (end > start)
        {
            tokens.Add(new Token(TokenKind.Data, source[start..end], line));
        }
    }

    private void Advance(int to)
    {
        line += source.AsSpan(at, to - at).Count('\n');
        at = to;
    }

    private void Comment()
    {
        var end = source.IndexOf("#}", at, StringComparison.Ordinal);
        Advance(end < 0 ? throw Fail("a comment is not closed") : end + 2);
        AfterTag(end > 0 ? source[end - 1] : ' ', trims: true);
    }

    /// <summary>Strips what the sign of a closing tag says, or its one newline.</summary>
    private void AfterTag(char sign, bool trims)
    {
        if (sign == '-')
        {
            Advance(Whitespace.SkipForward(source, at));
        }
        else if (sign != '+' && trims && at < source.Length && source[at] == '\n')
        {
            Advance(at + 1);
        }
    }

    /// <summary>The end of a raw tag that starts here, or 0.</summary>
    private int RawEnd()
    {
        var word = Whitespace.SkipForward(source, at);
        if (string.CompareOrdinal(source, word, "raw", 0, 3) != 0)
        {
            return 0;
        }

        var close = Whitespace.SkipForward(source, word + 3);
        return string.CompareOrdinal(source, close, "-%}", 0, 3) == 0 ? Whitespace.SkipForward(source, close + 3)
            : string.CompareOrdinal(source, close, "%}", 0, 2) == 0 ? close + 2
            : 0;
    }

    private void Raw()
    {
        for (var tag = at; (tag = source.IndexOf("{%", tag, StringComparison.Ordinal)) >= 0; tag++)
        {
            var sign = tag + 2 < source.Length && source[tag + 2] is '-' or '+' ? source[tag + 2] : ' ';
            var word = Whitespace.SkipForward(source, tag + (sign == ' ' ? 2 : 3));
            var close = Whitespace.SkipForward(source, Math.Min(word + 6, source.Length));
            if (string.CompareOrdinal(source, word, "endraw", 0, 6) != 0 || close >= source.Length)
            {
                continue;
            }

            var closeSign = source[close] is '-' or '+' ? source[close] : ' ';
            close += closeSign == ' ' ? 0 : 1;
            if (string.CompareOrdinal(source, close, "%}", 0, 2) == 0)
            {
                Data(at, DataEnd(tag, sign, isVariable: false));
                Advance(close + 2);
                AfterTag(closeSign, trims: true);
                return;
            }
        }

        throw Fail("a raw block is not closed");
    }

    private void Inside(bool isBlock)
    {
        tokens.Add(new Token(isBlock ? TokenKind.BlockBegin : TokenKind.VariableBegin, "", line));
        var reader = new TokenReader(source, at, line, isBlock);
        reader.ReadTo(tokens);
        (at, line) = (reader.End, reader.Line);
        tokens.Add(new Token(isBlock ? TokenKind.BlockEnd : TokenKind.VariableEnd, "", line));
        AfterTag(reader.Sign, trims: isBlock);
    }

    private Fault Fail(string cause) => new(FaultKind.Syntax, cause, line);
}
