using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Console.Formats;
using Strata.Core.Money;

namespace Strata.Console.Limits;

/// <summary>Limits as a colleague would say them: <c>60 requests a minute</c>, <c>$200.00 a month</c>.</summary>
internal static class LimitText
{
    /// <summary>A rule in words.</summary>
    public static string Of(LimitRule rule) => $"{Amount(rule.Unit, rule.Amount)} {Window(rule)}";

    /// <summary>An amount of a unit with its noun.</summary>
    public static string Amount(LimitUnit unit, long value) => unit switch
    {
        LimitUnit.NanoDollars => Format.Money(new NanoDollars(value)),
        LimitUnit.Requests or LimitUnit.Parallel => $"{Format.Count(value)} {(value == 1 ? "request" : "requests")}",
        LimitUnit.InputTokens => $"{Format.Count(value)} tokens in",
        LimitUnit.OutputTokens => $"{Format.Count(value)} tokens out",
        _ => $"{Format.Count(value)} tokens",
    };

    /// <summary>An amount of a unit without its noun.</summary>
    public static string Bare(LimitUnit unit, long value) => unit == LimitUnit.NanoDollars ? Format.Money(new NanoDollars(value)) : Format.Count(value);

    /// <summary>What happens at the limit.</summary>
    public static string Mode(LimitMode mode) => mode switch
    {
        LimitMode.Strict => "refuses",
        LimitMode.Soft => "alerts",
        _ => "only counts",
    };

    /// <summary>The kind of a node.</summary>
    public static string Kind(NodeKind kind) => kind switch
    {
        NodeKind.Organization => "organisation",
        NodeKind.EndUser => "end user",
        _ => LimitWords.Of(kind),
    };

    /// <summary>How far a count is, from 0 for nothing; 1 is the limit. What is reserved counts.</summary>
    public static double Share(BudgetView view) => view.Rule.Amount > 0 ? ((double)view.Spent + view.Reserved) / view.Rule.Amount : 1;

    private static string Window(LimitRule rule) => rule.Unit == LimitUnit.Parallel ? "at once" : rule.Window switch
    {
        { Kind: WindowKind.Total } => "in all",
        { Kind: WindowKind.Sliding, Duration.TotalSeconds: 1 } => "a second",
        { Kind: WindowKind.Sliding, Duration.TotalSeconds: 60 } => "a minute",
        { Kind: WindowKind.Sliding, Duration.TotalHours: 1 } => "an hour",
        { Kind: WindowKind.Sliding } window => $"in {Format.Duration(window.Duration)}",
        var window => $"a {LimitWords.Of(window.Kind)}",
    };
}
