using System.Globalization;
using System.Text;
using Strata.Templates.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Methods;

/// <summary>Methods of str that change or ask about case and kinds of characters.</summary>
internal static class TextCaseMethods
{
    private static readonly Signature Nothing = new("method", 0);

    public static IEnumerable<KeyValuePair<string, Routine>> All =>
    [
        Mapped("upper", Casing.Upper),
        Mapped("lower", Casing.Lower),
        Mapped("casefold", text => Casing.Lower(text).Replace("ß", "ss", StringComparison.Ordinal)),
        Mapped("swapcase", Casing.SwapCase),
        Whole("title", Casing.Title),
        Whole("capitalize", Casing.Capitalize),
        Asked("isalpha", rune => Rune.IsLetter(rune)),
        Asked("isalnum", IsAlphanumeric),
        Asked("isdecimal", rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber),
        Asked("isdigit", rune => CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) >= 0),
        Asked("isnumeric", rune => Rune.GetNumericValue(rune) >= 0),
        Asked("isspace", rune => rune.IsBmp && Whitespace.Is((char)rune.Value)),
        AskedAll("isascii", text => Ascii.IsValid(text)),
        AskedAll("isprintable", text => text.EnumerateRunes().All(rune => TextRepr.IsPrintable(rune.Value))),
        AskedAll("isupper", text => HasCase(text, Casing.IsUpper)),
        AskedAll("islower", text => HasCase(text, Casing.IsLower)),
        AskedAll("istitle", text => text.EnumerateRunes().Any(Casing.IsCased) && Casing.Title(text) == text),
        AskedAll("isidentifier", IsIdentifier),
    ];

    /// <summary>Maps every run of one origin by itself, so that the marks follow.</summary>
    public static TextValue MapRuns(Budget budget, TextValue text, Func<string, string> map)
    {
        if (text.IsUniform(out var trusted))
        {
            return new TextValue(map(text.Text), trusted, text.IsMarkup);
        }

        var builder = new TextBuilder(budget);
        foreach (var run in text.Runs())
        {
            builder.Append(map(text.Text.Substring(run.Start, run.Length)), run.Trusted);
        }

        return builder.ToText(text.IsMarkup);
    }

    /// <summary>Maps the text as a whole; what results from mixed origins is foreign unless its length and so its marks stay.</summary>
    public static TextValue MapWhole(Budget budget, TextValue text, Func<string, string> map)
    {
        var mapped = map(text.Text);
        if (text.IsUniform(out var trusted) || mapped.Length != text.Text.Length)
        {
            return new TextValue(mapped, trusted && !text.HoldsForeignText, text.IsMarkup);
        }

        var builder = new TextBuilder(budget);
        foreach (var run in text.Runs())
        {
            builder.Append(mapped.AsSpan(run.Start, run.Length), run.Trusted);
        }

        return builder.ToText(text.IsMarkup);
    }

    private static bool IsAlphanumeric(Rune rune) => Rune.IsLetter(rune) || Rune.GetNumericValue(rune) >= 0;

    private static bool HasCase(string text, Func<Rune, bool> wanted) =>
        text.EnumerateRunes().Any(wanted) && text.EnumerateRunes().All(rune => !Casing.IsCased(rune) || wanted(rune));

    private static bool IsIdentifier(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0])
        && text.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || rune.Value == '_');

    private static KeyValuePair<string, Routine> Mapped(string name, Func<string, string> map) =>
        new(name, new Routine(Nothing, (budget, self, _) => MapRuns(budget, (TextValue)self, map)));

    private static KeyValuePair<string, Routine> Whole(string name, Func<string, string> map) =>
        new(name, new Routine(Nothing, (budget, self, _) => MapWhole(budget, (TextValue)self, map)));

    private static KeyValuePair<string, Routine> Asked(string name, Func<Rune, bool> ask) =>
        AskedAll(name, text => text.Length > 0 && text.EnumerateRunes().All(ask));

    private static KeyValuePair<string, Routine> AskedAll(string name, Func<string, bool> ask) =>
        new(name, new Routine(Nothing, (_, self, _) => BoolValue.Of(ask(((TextValue)self).Text))));
}
