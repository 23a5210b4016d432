using Strata.Budgets.Rules;

namespace Strata.Budgets.Tests.Support;

/// <summary>Rules in one line.</summary>
internal static class Rule
{
    public static readonly LimitNode Org = new(NodeKind.Organization, "org");
    public static readonly LimitNode Key = new(NodeKind.Key, "key_1");

    public static LimitRule Of(LimitNode scope, LimitUnit unit, long amount, LimitWindow? window = null, LimitMode mode = LimitMode.Strict) => new()
    {
        Id = $"{scope}/{LimitWords.Of(unit)}/{window ?? LimitWindow.Minute}",
        Scope = scope,
        Unit = unit,
        Amount = amount,
        Window = window ?? LimitWindow.Minute,
        Mode = mode,
    };
}
