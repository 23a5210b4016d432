using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Sources;

/// <summary>
/// Consumes the rest of a long match, one character after the other, so that its end is the same wherever the text is cut and
/// nothing of it must be kept. An armoured key ends with its END line, at a blank line after its body, or after 16 kB.
/// </summary>
internal struct TailState(TailKind kind)
{
    private const int ArmourMax = 16 << 10;
    private const int LabelMax = 64;
    private const int BodyRun = 24;

    private int consumed;
    private int hyphens;
    private int run;
    private int lines;
    private int label;
    private bool hasBody;

    public readonly bool IsOpen => kind != TailKind.None;

    /// <summary>How much of <paramref name="text"/> belongs to the match; closes when that is not all.</summary>
    public int Consume(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var step = kind == TailKind.Armour ? Armour(text[i]) : Goes(text[i]) ? Step.On : Step.Before;
            if (step != Step.On)
            {
                kind = TailKind.None;
                return step == Step.Before ? i : i + 1;
            }
        }

        return text.Length;
    }

    private enum Step
    {
        On,
        Before,
        After,
    }

    private readonly bool Goes(char c) => kind == TailKind.Token ? Chars.Is(c, CharSet.Base64Url) || c == '.' : !Chars.Is(c, CharSet.ValueEnd);

    private Step Armour(char c)
    {
        if (++consumed > ArmourMax)
        {
            return Step.Before;
        }

        return label > 0 ? EndLine(c) : Body(c);
    }

    private Step Body(char c)
    {
        if (c == 'E' && hyphens >= 5)
        {
            label = 1;
            hyphens = 0;
            return Step.On;
        }

        hyphens = c == '-' ? hyphens + 1 : 0;
        run = Chars.Is(c, CharSet.Alnum | CharSet.Base64Sign) ? run + 1 : 0;
        hasBody |= run >= BodyRun;
        lines = c == '\n' ? lines + 1 : c is '\r' or ' ' or '\t' ? lines : 0;
        return lines >= 2 && hasBody ? Step.Before : Step.On;
    }

    /// <summary>Behind <c>-----E</c>: up to LabelMax characters, then five hyphens.</summary>
    private Step EndLine(char c)
    {
        hyphens = c == '-' ? hyphens + 1 : 0;
        if (hyphens == 5)
        {
            return Step.After;
        }

        label = ++label > LabelMax || (c != '-' && c != ' ' && !Chars.Is(c, CharSet.Upper | CharSet.Digit)) ? 0 : label;
        return Step.On;
    }
}
