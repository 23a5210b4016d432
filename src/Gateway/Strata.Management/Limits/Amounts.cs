using Strata.Budgets.Rules;

namespace Strata.Management.Limits;

/// <summary>Amounts on the wire: money in dollars, all else as it is counted.</summary>
internal static class Amounts
{
    public static decimal Of(LimitUnit unit, long amount) => unit == LimitUnit.NanoDollars ? amount / 1_000_000_000m : amount;
}
