using System.Globalization;
using Strata.Routing.Policies;

namespace Strata.Routing.Routes;

/// <summary>Whether conditions hold of a request.</summary>
internal static class Conditions
{
    public static bool Hold(IReadOnlyList<Condition> conditions, in RouteRequest request)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (!Holds(conditions[i], request))
            {
                return false;
            }
        }

        return true;
    }

    public static bool Holds(Condition condition, in RouteRequest request)
    {
        if (condition.Subject == "prompt_tokens" && condition.Test is ConditionTest.AtLeast or ConditionTest.AtMost)
        {
            return condition.Test == ConditionTest.AtLeast ? request.PromptTokens >= condition.Number : request.PromptTokens <= condition.Number;
        }

        var text = Subjects.Text(request, condition.Subject);
        return condition.Test switch
        {
            ConditionTest.Exists => text is not null,
            ConditionTest.Missing => text is null,
            ConditionTest.Is => text is not null && Any(condition.Values, text),
            ConditionTest.Not => text is null || !Any(condition.Values, text),
            _ => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && (condition.Test == ConditionTest.AtLeast ? number >= condition.Number : number <= condition.Number),
        };
    }

    /// <summary>Whether a name is a pattern's: the same, or behind a last <c>*</c> anything.</summary>
    public static bool Matches(string pattern, string text) =>
        pattern.EndsWith('*') ? text.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == text;

    private static bool Any(IReadOnlyList<string> values, string text)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (Matches(values[i], text))
            {
                return true;
            }
        }

        return false;
    }
}
