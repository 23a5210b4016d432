using Strata.Traces.Api.Sums;

namespace Strata.Console.Tracing;

/// <summary>Adds tests to a filter that someone wrote, and takes them away: what a click on a value does.</summary>
internal static class FilterText
{
    private const string And = " and ";

    /// <summary>The test that a field has a value, or, of the empty one, that it has none.</summary>
    public static string Test(string field, string value) => value.Length == 0 ? $"not {field} exists" : $"{field} = {Value(value)}";

    /// <summary>Whether a filter has a test among those that must all hold.</summary>
    public static bool Has(string filter, string test) => Parts(filter).Contains(test, StringComparer.Ordinal);

    /// <summary>The filter with a test more.</summary>
    public static string With(string filter, string test) =>
        filter.Trim().Length == 0 ? test
        : Has(filter, test) ? filter
        : (filter.Contains(" or ", StringComparison.OrdinalIgnoreCase) ? $"({filter.Trim()})" : filter.Trim()) + And + test;

    /// <summary>The filter without a test.</summary>
    public static string Without(string filter, string test) => string.Join(And, Parts(filter).Where(p => p != test));

    private static string Value(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':') && value is not ("and" or "or" or "not" or "in" or "exists") ? value : GroupLister.Quoted(value);

    /// <summary>The tests between the outer "and"s; those inside quotes and parentheses are not looked at.</summary>
    private static List<string> Parts(string filter)
    {
        var (parts, from, depth, quote) = (new List<string>(), 0, 0, '\0');
        for (var i = 0; i < filter.Length; i++)
        {
            var c = filter[i];
            if (quote != '\0')
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is '(' or ')')
            {
                depth += c == '(' ? 1 : -1;
            }
            else if (depth == 0 && string.Compare(filter, i, And, 0, And.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                parts.Add(filter[from..i].Trim());
                from = i + And.Length;
                i = from - 1;
            }
        }

        if (filter[Math.Min(from, filter.Length)..].Trim() is { Length: > 0 } last)
        {
            parts.Add(last);
        }

        return parts;
    }
}
