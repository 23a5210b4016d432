using Strata.Core.Results;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>
/// Parses the regular expressions of tokenizer files: the common part of Oniguruma, PCRE and Rust. What it does not know
/// (back references, conditionals, recursion) is a problem, never a silent difference. Nesting and length are bounded.
/// </summary>
internal sealed class PatternParser
{
    private const int DepthMax = 64;
    private const int RepeatMax = 1000;
    private const int RepeatNestMax = 3;
    private readonly string text;
    private int at;
    private int depth;
    private bool ignoreCase;

    private PatternParser(string text) => this.text = text;

    public static Result<PatternNode> Parse(string pattern)
    {
        if (pattern.Length > TokenizerLimits.PatternCharsMax)
        {
            return Problem.Corrupt($"The pattern is longer than {TokenizerLimits.PatternCharsMax} characters.", "pattern");
        }

        try
        {
            var parser = new PatternParser(pattern);
            var node = parser.Choice();
            return parser.at == pattern.Length ? node : throw new FormatException("an unmatched ')'");
        }
        catch (FormatException e)
        {
            return Problem.Unsupported("pattern", $"The pattern '{pattern}' is not understood: {e.Message}.");
        }
    }

    private bool More => at < text.Length;

    private PatternNode Choice()
    {
        if (++depth > DepthMax)
        {
            throw new FormatException("it nests too deeply");
        }

        var outerCase = ignoreCase;
        var items = new List<PatternNode> { Sequence() };
        while (Take('|'))
        {
            items.Add(Sequence());
        }

        ignoreCase = outerCase;
        depth--;
        return items.Count == 1 ? items[0] : new PatternNode.Choice(items);
    }

    private PatternNode.Sequence Sequence()
    {
        var items = new List<PatternNode>();
        while (More && text[at] is not ('|' or ')'))
        {
            if (Atom() is { } atom)
            {
                items.Add(Quantified(atom));
            }
        }

        return new PatternNode.Sequence(items);
    }

    private PatternNode? Atom()
    {
        var c = text[at++];
        return c switch
        {
            '(' => Group(),
            '[' => One(ClassParser.Parse(text, ref at)),
            '.' => One(UnicodeSets.NotNewline),
            '^' => new PatternNode.Anchor(AnchorKind.LineStart),
            '$' => new PatternNode.Anchor(AnchorKind.LineEnd),
            '\\' => Escape(),
            '*' or '+' or '?' => throw new FormatException($"nothing to repeat before '{c}'"),
            _ => One(CodePointSet.Of(CodePointFrom(c))),
        };
    }

    private int CodePointFrom(char c) =>
        char.IsHighSurrogate(c) && More && char.IsLowSurrogate(text[at]) ? char.ConvertToUtf32(c, text[at++]) : c;

    private PatternNode.One One(CodePointSet set) => new(ignoreCase ? set.IgnoringCase() : set);

    private PatternNode Escape()
    {
        AnchorKind? anchor = !More ? throw new FormatException("it ends in a backslash") : text[at] switch
        {
            'b' => AnchorKind.WordBoundary,
            'B' => AnchorKind.NotWordBoundary,
            'A' => AnchorKind.TextStart,
            'z' => AnchorKind.TextEnd,
            'Z' => AnchorKind.TextEndOrLastNewline,
            _ => null,
        };
        if (anchor is { } kind)
        {
            at++;
            return new PatternNode.Anchor(kind);
        }

        return One(ClassParser.Escape(text, ref at, out _));
    }

    private PatternNode? Group()
    {
        if (!Take('?'))
        {
            return Close(Choice());
        }

        foreach (var (mark, make) in Openers)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0)
            {
                at += mark.Length;
                return Close(make(Choice()));
            }
        }

        if ((Take('P') || text.AsSpan(at) is ['<' or '\'', ..]) && More)
        {
            var name = text.IndexOfAny(['>', '\''], at + 1);
            at = name < 0 || !(text[at] is '<' or '\'') ? throw new FormatException("an unknown group") : name + 1;
            return Close(Choice());
        }

        return Flags();
    }

    private static readonly (string Mark, Func<PatternNode, PatternNode> Make)[] Openers =
    [
        (":", n => n),
        ("=", n => new PatternNode.Look(n, Behind: false, Negative: false)),
        ("!", n => new PatternNode.Look(n, Behind: false, Negative: true)),
        ("<=", n => new PatternNode.Look(n, Behind: true, Negative: false)),
        ("<!", n => new PatternNode.Look(n, Behind: true, Negative: true)),
        (">", n => new PatternNode.Atomic(n)),
    ];

    // (?i) holds until its group ends; (?i:…) for its own group.
    private PatternNode? Flags()
    {
        var outer = ignoreCase;
        for (var on = true; More && text[at] is not (':' or ')'); at++)
        {
            on = text[at] != '-' && on;
            ignoreCase = text[at] switch
            {
                'i' => on,
                '-' or 'u' => ignoreCase,
                _ => throw new FormatException($"an unknown flag '{text[at]}'"),
            };
        }

        if (!Take(':'))
        {
            return Take(')') ? null : throw new FormatException("an open group");
        }

        var body = Close(Choice());
        ignoreCase = outer;
        return body;
    }

    private PatternNode Close(PatternNode node) => Take(')') ? node : throw new FormatException("an open group");

    private PatternNode Quantified(PatternNode atom)
    {
        for (var nested = 0; More && TryBounds(out var min, out var max); nested++)
        {
            if (nested > RepeatNestMax)
            {
                throw new FormatException("too many repetitions of one piece");
            }

            var mode = Take('?') ? RepeatMode.Lazy : Take('+') ? RepeatMode.Possessive : RepeatMode.Greedy;
            atom = new PatternNode.Repeat(atom, min, max, mode);
        }

        return atom;
    }

    private bool TryBounds(out int min, out int max)
    {
        (min, max) = text[at] switch
        {
            '*' => (0, int.MaxValue),
            '+' => (1, int.MaxValue),
            '?' => (0, 1),
            _ => (-1, -1),
        };
        if (min >= 0)
        {
            at++;
            return true;
        }

        var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
        var parts = end < 0 ? [] : text[(at + 1)..end].Split(',');
        if (parts.Length is not (1 or 2) || !Bound(parts[0], 0, out min) || !Bound(parts[^1], int.MaxValue, out max) || parts is [""])
        {
            return false;
        }

        if (min > RepeatMax || (max > RepeatMax && max != int.MaxValue) || max < min)
        {
            throw new FormatException("a repetition out of bounds");
        }

        at = end + 1;
        return true;
    }

    private static bool Bound(string digits, int empty, out int value)
    {
        value = empty;
        return digits.Length == 0 || (digits.Length < 6 && digits.All(char.IsAsciiDigit) && int.TryParse(digits, out value));
    }

    private bool Take(char c)
    {
        var taken = More && text[at] == c;
        at += taken ? 1 : 0;
        return taken;
    }
}
