using System.Globalization;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// How much to reason, in the one word that OpenAI takes. A budget of tokens becomes the word whose usual use it matches:
/// up to 2,048 <c>low</c>, up to 12,288 <c>medium</c>, above <c>high</c>. The caller is told.
/// </summary>
internal static class ReasoningEffort
{
    private const int LowMax = 2_048;
    private const int MediumMax = 12_288;

    /// <summary>The word; null where nothing is to be said.</summary>
    public static string? Of(ReasoningOptions options, RequestOut target)
    {
        var member = target.Name("reasoning_effort");
        if (options.Shown is false && !target.IsSame)
        {
            target.Losses.Note(member, "the wish to hide reasoning was left out");
        }

        if (options.Effort is { } effort)
        {
            return effort;
        }

        if (options.BudgetTokens is { } budget and > 0)
        {
            var word = budget <= LowMax ? "low" : budget <= MediumMax ? "medium" : "high";
            target.Losses.Note(member, string.Create(CultureInfo.InvariantCulture, $"a budget of {budget} tokens was sent as effort '{word}'"));
            return word;
        }

        if (options.Enabled is false || options.BudgetTokens is 0)
        {
            target.Losses.Note(member, "the wish not to reason was left out: models that cannot reason refuse the member that says so");
        }

        return null;
    }
}
