using System.Globalization;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>Parses bracketed classes (ranges, nested classes, <c>&amp;&amp;</c>, POSIX names) and the escapes that stand for sets.</summary>
internal static class ClassParser
{
    private const int DepthMax = 32;

    /// <summary>Parses from behind the opening bracket to behind the closing one.</summary>
    public static CodePointSet Parse(string text, ref int at, int depth = 0)
    {
        if (depth > DepthMax)
        {
            throw new FormatException("classes nest too deeply");
        }

        var negated = at < text.Length && text[at] == '^';
        at += negated ? 1 : 0;
        CodePointSet? left = null;
        var items = new List<CodePointSet>();
        for (var first = true; ; first = false)
        {
            if (at >= text.Length)
            {
                throw new FormatException("an open class");
            }

            if (text[at] == ']' && !first)
            {
                at++;
                break;
            }

            if (text[at] == '&' && at + 1 < text.Length && text[at + 1] == '&')
            {
                at += 2;
                left = And(left, items);
                items = [];
                continue;
            }

            items.Add(Item(text, ref at, depth));
        }

        var set = And(left, items);
        return negated ? set.Complement() : set;
    }

    /// <summary>Parses an escape from behind the backslash.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="at">Where in it.</param>
    /// <param name="single">The one code point it stands for, or -1.</param>
    public static CodePointSet Escape(string text, ref int at, out int single)
    {
        single = -1;
        var c = at < text.Length ? text[at++] : throw new FormatException("it ends in a backslash");
        var set = c switch
        {
            'd' => UnicodeSets.Digit,
            'D' => UnicodeSets.Digit.Complement(),
            's' => UnicodeSets.Space,
            'S' => UnicodeSets.Space.Complement(),
            'w' => UnicodeSets.Word,
            'W' => UnicodeSets.Word.Complement(),
            'h' => UnicodeSets.HexDigit,
            'H' => UnicodeSets.HexDigit.Complement(),
            'p' => Property(text, ref at),
            'P' => Property(text, ref at).Complement(),
            _ => null,
        };
        if (set is not null)
        {
            return set;
        }

        single = c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            'a' => '\a',
            'e' => '\x1B',
            '0' => 0,
            'x' => Hex(text, ref at, 2),
            'u' => Hex(text, ref at, 4),
            _ when char.IsAsciiLetterOrDigit(c) => throw new FormatException($"an unknown escape '\\{c}'"),
            _ => c,
        };
        return CodePointSet.Of(single);
    }

    private static CodePointSet And(CodePointSet? left, List<CodePointSet> items)
    {
        var right = CodePointSet.Union(items.Count == 0 ? [new CodePointSet(_ => false)] : items);
        return left is null ? right : CodePointSet.Intersection(left, right);
    }

    private static CodePointSet Item(string text, ref int at, int depth)
    {
        if (text[at] == '[')
        {
            return Nested(text, ref at, depth);
        }

        var set = Single(text, ref at, out var first);
        if (first < 0 || at + 1 >= text.Length || text[at] != '-' || text[at + 1] is ']' or '[')
        {
            return set;
        }

        at++;
        Single(text, ref at, out var last);
        return Ordered(first, last);
    }

    private static CodePointSet Ordered(int first, int last) =>
        first <= last ? CodePointSet.Range(first, last) : throw new FormatException("a range without a proper end");

    private static CodePointSet Nested(string text, ref int at, int depth)
    {
        if (at + 1 < text.Length && text[at + 1] == ':')
        {
            var end = text.IndexOf(":]", at, StringComparison.Ordinal);
            var name = end < 0 ? throw new FormatException("an open class") : text[(at + 2)..end];
            at = end + 2;
            var negated = name.StartsWith('^');
            var set = UnicodeSets.Named(negated ? name[1..] : name) ?? throw new FormatException($"an unknown class '{name}'");
            return negated ? set.Complement() : set;
        }

        at++;
        return Parse(text, ref at, depth + 1);
    }

    private static CodePointSet Single(string text, ref int at, out int codePoint)
    {
        var c = text[at++];
        if (c == '\\')
        {
            if (at < text.Length && text[at] == 'b')
            {
                at++;
                codePoint = '\b';
                return CodePointSet.Of('\b');
            }

            return Escape(text, ref at, out codePoint);
        }

        codePoint = char.IsHighSurrogate(c) && at < text.Length && char.IsLowSurrogate(text[at]) ? char.ConvertToUtf32(c, text[at++]) : c;
        return CodePointSet.Of(codePoint);
    }

    private static CodePointSet Property(string text, ref int at)
    {
        var braced = at < text.Length && text[at] == '{';
        var end = braced ? text.IndexOf('}', at) : at + 1;
        if (end < 0 || end > text.Length)
        {
            throw new FormatException("an open property");
        }

        var name = braced ? text[(at + 1)..end] : text[at..end];
        at = braced ? end + 1 : end;
        var negated = name.StartsWith('^');
        name = negated ? name[1..] : name;
        var set = UnicodeSets.Named(name) ?? throw new FormatException($"an unknown property '{name}'");
        return negated ? set.Complement() : set;
    }

    private static int Hex(string text, ref int at, int digits)
    {
        var braced = at < text.Length && text[at] == '{';
        var start = braced ? at + 1 : at;
        var end = braced ? text.IndexOf('}', at) : Math.Min(at + digits, text.Length);
        if (end < start || !int.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, null, out var value) || value > 0x10FFFF || value < 0)
        {
            throw new FormatException("a bad hexadecimal escape");
        }

        at = braced ? end + 1 : end;
        return value;
    }
}
