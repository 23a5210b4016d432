using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>Whether the value of a secret's name is a secret: of two classes of characters at least, no placeholder, no code, no path, no date.</summary>
internal static class SecretValue
{
    private const int LengthMin = 8;
    private const int LettersMin = 16;
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("!@#$%^&*?+=~");

    /// <param name="value">The value without quotes.</param>
    /// <param name="rank">What <see cref="KeyName.Rank"/> says of its name.</param>
    /// <param name="isQuoted">Whether quotes stood around it.</param>
    public static bool Is(ReadOnlySpan<char> value, int rank, bool isQuoted)
    {
        if (value.Length < LengthMin || Placeholder.Is(value) || IsCode(value, isQuoted) || IsPath(value))
        {
            return false;
        }

        var (upper, lower, digits, signs) = Count(value);
        if (digits == 0)
        {
            return rank == 2 && signs is > 0 and < 8 && !IsWords(value) ? value.Length >= LengthMin + 2 || upper > 0
                : upper >= 3 && lower >= 3 && value.Length >= LettersMin && Entropy.Bits(value) >= 3.4 && Changes(value) >= 5;
        }

        if (upper + lower == 0)
        {
            return rank == 2 && signs == 0;
        }

        var isRandom = Entropy.Bits(value) >= 2.5 && Entropy.Distinct(value) >= 6;
        return isRandom && !(rank == 1 && IsUuid(value)) && (rank == 2 || digits > 1 || value.Length - upper - lower > 2 || (value.Length >= LettersMin && Changes(value) >= 5));
    }

    /// <summary>A value with nothing but small letters, or all of one class: a user's or a host's name more likely than a secret.</summary>
    public static bool IsWord(ReadOnlySpan<char> value)
    {
        var (upper, lower, digits, signs) = Count(value);
        return (upper > 0 ? 1 : 0) + (lower > 0 ? 1 : 0) + (digits > 0 ? 1 : 0) + (signs > 0 ? 1 : 0) < 2;
    }

    /// <summary>At least twelve characters of three classes, or 32 hexadecimal ones: random even where only a word before it says so.</summary>
    public static bool IsRandom(ReadOnlySpan<char> value)
    {
        var (upper, lower, digits, signs) = Count(value);
        var classes = (upper > 0 ? 1 : 0) + (lower > 0 ? 1 : 0) + (signs > 0 ? 1 : 0);
        var isHex = value.Length >= 32 && signs == 0 && (upper == 0 || lower == 0);
        return digits > 0 && upper + lower > 0 && !Placeholder.Is(value) && !IsUuid(value) && !IsPath(value)
            && (isHex || (value.Length >= 10 && classes >= 2 && upper > 0 && Entropy.Bits(value) >= 3.0) || (value.Length >= 20 && digits >= 3 && Entropy.Bits(value) >= 3.5 && signs < 3));
    }

    public static bool IsUuid(ReadOnlySpan<char> value) => value.Length == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-';

    private static (int Upper, int Lower, int Digits, int Signs) Count(ReadOnlySpan<char> value)
    {
        var (upper, lower, digits) = (0, 0, 0);
        foreach (var c in value)
        {
            var set = Chars.Of(c);
            upper += (set & CharSet.Upper) != 0 ? 1 : 0;
            lower += (set & CharSet.Lower) != 0 ? 1 : 0;
            digits += (set & CharSet.Digit) != 0 ? 1 : 0;
        }

        return (upper, lower, digits, value.Length - upper - lower - digits);
    }

    /// <summary>How often capital and small letter follow one another: random text changes often, names in code once a word.</summary>
    private static int Changes(ReadOnlySpan<char> value)
    {
        var changes = 0;
        for (var i = 1; i < value.Length; i++)
        {
            changes += char.IsUpper(value[i]) != char.IsUpper(value[i - 1]) ? 1 : 0;
        }

        return changes;
    }

    private static bool IsWords(ReadOnlySpan<char> value) => value.IndexOfAny(Signs) < 0;

    /// <summary>A call, an index or a member of something: code that fetches a secret.</summary>
    private static bool IsCode(ReadOnlySpan<char> value, bool isQuoted) =>
        !isQuoted && (value.IndexOfAny('(', '[', '{') >= 0 || value.StartsWith("config.", StringComparison.OrdinalIgnoreCase) || value.StartsWith("self.", StringComparison.Ordinal)
            || value.StartsWith("this.", StringComparison.Ordinal) || value.StartsWith("env.", StringComparison.OrdinalIgnoreCase) || value.StartsWith("os.", StringComparison.Ordinal));

    private static bool IsPath(ReadOnlySpan<char> value) =>
        value.IndexOf("://") >= 0 || value.StartsWith("./") || value.StartsWith("~/") || value.StartsWith("../")
        || (value[0] == '/' && (value[1..].IndexOf('/') is > 0 and < 12 || value.IndexOf('.') > 0)) || value.StartsWith("arn:", StringComparison.Ordinal);
}
