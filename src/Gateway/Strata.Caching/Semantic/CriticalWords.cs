using System.Globalization;
using System.Text.RegularExpressions;

namespace Strata.Caching.Semantic;

/// <summary>
/// What two questions must share beside their direction before one may be answered with the other's answer: numbers, names,
/// quotations, codes, negations, opposites and places in an order. A vector passes over exactly these ("2023" for "2024", "not").
/// </summary>
internal static partial class CriticalWords
{
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal)
    {
        "not", "no", "never", "without", "except", "don't", "doesn't", "isn't", "can't", "cannot", "won't", "none", "neither", "nor", "before", "after", "more", "less", "most", "least",
        "first", "last", "increase", "decrease", "buy", "sell", "on", "off", "enable", "disable", "start", "stop", "add", "remove", "min", "max", "above", "below", "open", "close",
        "today", "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "true", "false", "win", "lose", "cheapest", "best", "worst",
    };

    /// <summary>The text's words of that kind, sorted, each as often as it stands there.</summary>
    public static string Of(string text)
    {
        var found = new List<string>();
        var sentenceBegins = true;
        foreach (Match match in Piece().Matches(text))
        {
            var piece = match.Value;
            var lower = piece.ToLowerInvariant();
            var isName = char.IsUpper(piece[0]) && !sentenceBegins && piece is not ("I" or "I'm" or "I've" or "I'd" or "I'll");
            var isCode = piece.Length > 1 && piece.AsSpan(1).ContainsAnyInRange('A', 'Z');
            if (piece[0] is '"' or '`' || piece.AsSpan().ContainsAnyInRange('0', '9') || isName || isCode || Always.Contains(lower))
            {
                found.Add(isName || isCode || piece[0] is '"' or '`' ? lower : Number(lower));
            }

            sentenceBegins = piece[^1] is '.' or '?' or '!' or ':' or '\n';
        }

        found.Sort(StringComparer.Ordinal);
        return string.Join(' ', found);
    }

    private static string Number(string text) =>
        decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : text;

    [GeneratedRegex("""
        "[^"\n]{1,200}"|`[^`\n]{1,200}`|[\p{L}\p{N}][\p{L}\p{N}'_./:@-]*[\p{L}\p{N}]|[\p{L}\p{N}]|[.?!:\n]
        """, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Piece();
}
