namespace Strata.Guard.Words;

/// <summary>Which characters become a small letter: besides its capital also signs such as the kelvin's.</summary>
internal static class CaseFolds
{
    private static readonly ILookup<char, char> Table =
        Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => char.ToLowerInvariant(c) != c).ToLookup(char.ToLowerInvariant);

    public static IEnumerable<char> FoldingTo(char c) => Table[c].Append(c);
}
