using Strata.Core.Results;

namespace Strata.Budgets.Rules;

/// <summary>What a rule must satisfy before it is put in force.</summary>
public static class RuleCheck
{
    /// <summary>The most of any unit: a billion dollars in nano-dollars.</summary>
    public const long AmountMax = 1_000_000_000_000_000_000;

    /// <summary>The most thresholds of one rule.</summary>
    public const int AlertsMax = 16;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(366);

    /// <summary>The first thing wrong with a rule; null where nothing is.</summary>
    public static Problem? Check(LimitRule rule) =>
        !IsName(rule.Id, 100) ? Problem.Invalid("A limit's id has 1 to 100 characters, none of them a control character.", "id")
        : rule.Organization is { } organization && !IsName(organization, 256) ? Problem.Invalid("An organisation's id has 1 to 256 characters.", "organization")
        : !IsName(rule.Scope.Id, 256) ? Problem.Invalid("A limit's scope names a node in 1 to 256 characters, or every one of its kind as '*'.", "id")
        : rule.Scope is { Kind: NodeKind.Tag, IsEvery: false } && !rule.Scope.Id.Contains('=', StringComparison.Ordinal) ? Problem.Invalid("A tag is written as name=value.", "tag")
        : rule.Amount is < 0 or > AmountMax ? Problem.Invalid("A limit's amount lies between 0 and 10^18 (a billion dollars).", "amount")
        : rule.Unit != LimitUnit.Parallel && !IsWindow(rule.Window) ? Problem.Invalid("A sliding window lasts 1 s to 366 d; a calendar's offset is at most 14 hours.", "window")
        : !AreAlerts(rule.AlertPercents) ? Problem.Invalid($"Alerts are at most {AlertsMax} ascending percentages from 1 to 500.", "alerts")
        : null;

    private static bool IsName(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);

    private static bool IsWindow(LimitWindow window) =>
        window.Kind == WindowKind.Sliding ? window.Duration >= ShortestWindow && window.Duration <= LongestWindow : window.Offset.Duration() <= TimeSpan.FromHours(14);

    private static bool AreAlerts(IReadOnlyList<int> percents) =>
        percents.Count <= AlertsMax && percents.All(p => p is >= 1 and <= 500) && percents.Zip(percents.Skip(1), (a, b) => a < b).All(ascends => ascends);
}
