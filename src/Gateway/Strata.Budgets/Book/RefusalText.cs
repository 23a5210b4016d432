using System.Globalization;
using Strata.Budgets.Rules;
using Strata.Core.Configuration;
using Strata.Core.Money;
using Strata.Core.Results;

namespace Strata.Budgets.Book;

/// <summary>
/// What a refused caller reads: which limit, how much, what is spent and what only reserved by requests under way, and when to come
/// again. It names nothing of others: not the provider, not the deployment, no sums of a count that tenants share.
/// </summary>
internal static class RefusalText
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static Problem Of(in AdmissionNotes notes, in Amounts need)
    {
        var rule = notes.Rule!;
        var sure = need.Sure(rule.Unit);
        var isBudget = IsBudget(rule);
        var text = $"The limit '{rule.Id}' of {Whose(rule, notes.Refuser!.Node)} allows {Amount(rule.Unit, rule.Amount)}{Per(rule)}";
        text += sure > rule.Amount && rule.Amount > 0
            ? $"; this request alone needs {Amount(rule.Unit, sure)}. Shorten it, or ask an administrator for a higher limit."
            : $"{State(rule, notes, need)}. {Again(notes)}ask an administrator for a higher limit.";
        return new Problem(isBudget ? ProblemCode.BudgetExceeded : ProblemCode.RateLimited, text)
        {
            RetryAfter = notes.WaitMs == long.MaxValue ? null : TimeSpan.FromSeconds((notes.WaitMs + 999) / 1_000),
        };
    }

    /// <summary>Why a running answer was cut off.</summary>
    public static Problem CutOff(Counter counter)
    {
        var rule = counter.Rule;
        return new Problem(
            IsBudget(rule) ? ProblemCode.BudgetExceeded : ProblemCode.RateLimited,
            $"The limit '{rule.Id}' of {Whose(rule, counter.Node)} ({Amount(rule.Unit, rule.Amount)}{Per(rule)}) was reached while the answer was made; it ends here. Ask an administrator for a higher limit.");
    }

    /// <summary>402 for what is a budget: money or tokens over more than an hour; 429 for a rate.</summary>
    private static bool IsBudget(LimitRule rule) =>
        rule.Unit is not (LimitUnit.Requests or LimitUnit.Parallel) && (rule.Window.Kind != WindowKind.Sliding || rule.Window.Duration > Hour);

    private static string State(LimitRule rule, in AdmissionNotes notes, in Amounts need)
    {
        if (rule.Unit == LimitUnit.Parallel)
        {
            return ", and as many are running";
        }

        if (rule.Scope.Kind >= NodeKind.Provider && rule.Organization is null)
        {
            return ", and they are used up";
        }

        var reserved = notes.Reserved > 0 ? $" and {Amount(rule.Unit, notes.Reserved)} reserved by requests under way" : "";
        var need1 = rule.Unit == LimitUnit.Requests ? "" : $"; this request needs about {Amount(rule.Unit, Math.Min(need.Likely(rule.Unit), rule.Amount))}";
        return $"; {Amount(rule.Unit, notes.Spent)} {(rule.Unit == LimitUnit.Requests ? "were made" : "spent")}{reserved}{need1}";
    }

    private static string Again(in AdmissionNotes notes)
    {
        var end = notes.ResetsAt is { } at ? $" (it begins anew at {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)})" : "";
        return notes.WaitMs == long.MaxValue ? "Waiting does not help: " : $"Try again in {(notes.WaitMs + 999) / 1_000} s{end}, or ";
    }

    private static string Per(LimitRule rule) =>
        rule.Unit == LimitUnit.Parallel ? " at once"
        : rule.Window.Kind == WindowKind.Total ? " in all"
        : rule.Window == LimitWindow.Minute ? " per minute"
        : rule.Window.Kind == WindowKind.Sliding ? $" in {DurationText.Write(rule.Window.Duration)}"
        : $" per {LimitWords.Of(rule.Window.Kind)}";

    private static string Amount(LimitUnit unit, long amount) => unit switch
    {
        LimitUnit.NanoDollars => new NanoDollars(amount).ToString(),
        LimitUnit.InputTokens => FormattableString.Invariant($"{amount} input tokens"),
        LimitUnit.OutputTokens => FormattableString.Invariant($"{amount} output tokens"),
        LimitUnit.TotalTokens => FormattableString.Invariant($"{amount} tokens"),
        _ => FormattableString.Invariant($"{amount} requests"),
    };

    private static string Whose(LimitRule rule, in LimitNode node) => rule.Scope.Kind switch
    {
        NodeKind.Organization => "this organisation",
        NodeKind.Team => "this team",
        NodeKind.Key => "this key",
        NodeKind.User => "this user",
        NodeKind.EndUser => "this end user",
        NodeKind.Tag => $"the tag '{node.Id}'",
        NodeKind.Provider => "the provider",
        _ => "this model",
    };
}
