using Strata.Templates.Values;

namespace Strata.Templates.Operations;

/// <summary>HTML escaping, and the joining of texts of which one may be HTML already.</summary>
internal static class Markup
{
    public static TextValue Concat(Budget budget, TextValue left, TextValue right)
    {
        if (left.IsMarkup == right.IsMarkup)
        {
            return right.Text.Length == 0 ? left : left.Text.Length == 0 ? right : Joined(budget, left, right);
        }

        return Joined(budget, Escape(budget, left), Escape(budget, right)).AsMarkup(true);
    }

    /// <summary>The text as HTML; what is HTML already stays.</summary>
    public static TextValue Escape(Budget budget, TextValue text) => text.IsMarkup ? text : ForceEscape(budget, text);

    public static TextValue ForceEscape(Budget budget, TextValue text)
    {
        var builder = new TextBuilder(budget);
        foreach (var run in text.Runs())
        {
            foreach (var character in text.Text.AsSpan(run.Start, run.Length))
            {
                var escaped = character switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '\'' => "&#39;",
                    '"' => "&#34;",
                    _ => null,
                };
                _ = escaped is null ? builder.Append([character], run.Trusted) : builder.Append(escaped, run.Trusted);
            }
        }

        return builder.ToText(isMarkup: true);
    }

    private static TextValue Joined(Budget budget, TextValue left, TextValue right)
    {
        budget.CheckLength((long)left.Text.Length + right.Text.Length);
        budget.Scan(left.Text.Length + right.Text.Length);
        return left.Text.Length == 0 ? right : right.Text.Length == 0 ? left : left.Then(right);
    }
}
