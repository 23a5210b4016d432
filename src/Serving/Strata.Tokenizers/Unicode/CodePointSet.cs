using System.Globalization;

namespace Strata.Tokenizers.Unicode;

/// <summary>
/// A set of code points given by a predicate, remembered as bits for the basic plane. Pages of 256 are filled at first
/// need; two threads may fill one page, with the same bits. Beyond the basic plane the predicate is asked each time.
/// </summary>
internal sealed class CodePointSet(Func<int, bool> contains)
{
    private readonly ulong[]?[] pages = new ulong[]?[256];

    public bool Contains(int codePoint)
    {
        if (codePoint >= 0x10000)
        {
            return contains(codePoint);
        }

        var page = Volatile.Read(ref pages[codePoint >> 8]) ?? Fill(codePoint >> 8);
        return (page[(codePoint >> 6) & 3] >> (codePoint & 63) & 1) != 0;
    }

    public static CodePointSet Of(int codePoint) => new(c => c == codePoint);

    public static CodePointSet Range(int first, int last) => new(c => c >= first && c <= last);

    public static CodePointSet Categories(params UnicodeCategory[] categories)
    {
        var mask = categories.Aggregate(0u, (bits, category) => bits | (1u << (int)category));
        return new CodePointSet(c => (mask >> (int)CharUnicodeInfo.GetUnicodeCategory(c) & 1) != 0);
    }

    public static CodePointSet Union(IReadOnlyList<CodePointSet> sets) =>
        sets.Count == 1 ? sets[0] : new CodePointSet(c => sets.Any(s => s.Contains(c)));

    public static CodePointSet Intersection(CodePointSet left, CodePointSet right) => new(c => left.Contains(c) && right.Contains(c));

    public CodePointSet Complement() => new(c => !contains(c));

    /// <summary>The set with every code point whose other case it holds; simple folding, with the long s and the two signs that fold to letters.</summary>
    public CodePointSet IgnoringCase() => new(c =>
    {
        var lower = CaseMapping.Lower(c);
        return contains(c) || contains(lower) || contains(CaseMapping.Upper(c)) || lower switch
        {
            's' or 0x17F => contains('s') || contains('S') || contains(0x17F),
            'k' or 0x212A => contains('k') || contains('K') || contains(0x212A),
            0xE5 or 0x212B => contains(0xE5) || contains(0xC5) || contains(0x212B),
            _ => false,
        };
    });

    private ulong[] Fill(int index)
    {
        var page = new ulong[4];
        for (var i = 0; i < 256; i++)
        {
            if (contains((index << 8) | i))
            {
                page[i >> 6] |= 1UL << (i & 63);
            }
        }

        Volatile.Write(ref pages[index], page);
        return page;
    }
}
