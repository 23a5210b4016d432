namespace Strata.Guard.Text;

/// <summary>
/// What a detector reads through. Reading behind the end of what has arrived yields NUL and makes the probe hungry: the
/// detector's answer is void then, and it is asked again when more is there. So no answer depends on where a stream was cut.
/// Reading to the left is bounded by <see cref="LookBehindMax"/>, which the scanner always keeps.
/// </summary>
internal ref struct Probe(ReadOnlySpan<char> text, bool isFinal)
{
    /// <summary>How far to the left of its trigger a detector may look, in UTF-16 units.</summary>
    public const int LookBehindMax = 256;

    /// <summary>The longest run to the left of a trigger that may still become part of a match: it is what a stream holds back.</summary>
    public const int RunMax = 128;

    private readonly ReadOnlySpan<char> text = text;

    public bool IsHungry { get; private set; }

    public char this[int index]
    {
        get
        {
            if ((uint)index < (uint)text.Length)
            {
                return text[index];
            }

            IsHungry |= index >= 0 && !isFinal;
            return '\0';
        }
    }

    /// <summary>What was read already.</summary>
    public readonly ReadOnlySpan<char> Slice(int start, int end) => text[Math.Max(start, 0)..Math.Min(end, text.Length)];

    /// <summary>At most <paramref name="length"/> units before <paramref name="end"/>.</summary>
    public readonly ReadOnlySpan<char> Before(int end, int length) => Slice(end - length, end);

    /// <summary>Whether <paramref name="expected"/> stands at <paramref name="index"/>; compares no further than the first difference.</summary>
    public bool Stands(int index, ReadOnlySpan<char> expected)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (this[index + i] != expected[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The end of the run of <paramref name="set"/> from <paramref name="start"/>, at most <paramref name="max"/> units on.</summary>
    public int RunEnd(int start, CharSet set, int max)
    {
        var index = start;
        while (index - start < max && Chars.Is(this[index], set))
        {
            index++;
        }

        return index;
    }

    /// <summary>The start of the run of <paramref name="set"/> that ends before <paramref name="end"/>, at most <paramref name="max"/> units back.</summary>
    public int RunStart(int end, CharSet set, int max)
    {
        var index = end;
        while (end - index < max && Chars.Is(this[index - 1], set))
        {
            index--;
        }

        return index;
    }
}
