using System.Text;

namespace Strata.Tokenizers.Unicode;

/// <summary>Case without a culture: the runtime's simple mapping, which works without ICU, and the one lower case that is two code points.</summary>
internal static class CaseMapping
{
    /// <summary>Capital I with a dot: its lower case is i and a combining dot.</summary>
    public const int DottedCapitalI = 0x130;

    public static int Lower(int codePoint) => Rune.IsValid(codePoint) ? Rune.ToLowerInvariant(new Rune(codePoint)).Value : codePoint;

    public static int Upper(int codePoint) => Rune.IsValid(codePoint) ? Rune.ToUpperInvariant(new Rune(codePoint)).Value : codePoint;
}
