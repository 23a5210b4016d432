using Strata.Guard.Text;

namespace Strata.Guard.Numbers;

/// <summary>
/// A number as it is written: up to <see cref="DigitsMax"/> digits in up to <see cref="CountMax"/> groups parted by single
/// signs (a space or parenthesis may stand beside one). <c>Ends[i]</c> and <c>Totals[i]</c> say where group i ends and how many
/// digits there are up to there, so a reader may take a shorter number when another follows.
/// </summary>
internal struct Groups
{
    public const int DigitsMax = 20;
    public const int CountMax = 8;

    public Marks Ends;
    public Marks Totals;
    public Marks Signs;
    public Digits All;

    public int Count { get; private set; }

    /// <summary>Reads from a digit or a parenthesis on.</summary>
    public static Groups Read(ref Probe text, int at, ReadOnlySpan<char> signs)
    {
        var groups = default(Groups);
        var total = 0;
        var index = at;
        while (groups.Count < CountMax)
        {
            var start = index;
            while (total < DigitsMax && Chars.IsDigit(text[index]))
            {
                groups.All[total++] = (byte)(text[index++] - '0');
            }

            if (index == start || (total == DigitsMax && Chars.IsDigit(text[index])))
            {
                break;
            }

            groups.Totals[groups.Count] = total;
            groups.Ends[groups.Count] = index;
            groups.Count++;
            var sign = text[index];
            if (sign == '\0' || !IsSign(sign, signs))
            {
                break;
            }

            groups.Signs[groups.Count - 1] = sign;
            index++;
            if (text[index] is ' ' or '(' && sign is ')' or ' ' && signs.Contains('('))
            {
                index++;
            }
        }

        return groups;
    }

    /// <summary>How many digits group <paramref name="index"/> has.</summary>
    public readonly int Length(int index) => Totals[index] - (index == 0 ? 0 : Totals[index - 1]);

    private static bool IsSign(char c, ReadOnlySpan<char> signs) => signs.Contains(c) || (c > '\x7F' && Chars.Is(c, CharSet.GroupSign));

    [System.Runtime.CompilerServices.InlineArray(CountMax)]
    public struct Marks
    {
        private int first;
    }

    [System.Runtime.CompilerServices.InlineArray(DigitsMax)]
    public struct Digits
    {
        private byte first;
    }
}
