using Strata.Budgets.Views;
using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>Limits and budgets with what is spent of them. The gateway's budget book answers; tests answer from a list.</summary>
internal interface IBudgetDesk
{
    /// <summary>
    /// What a caller may see: administrators all of their organisation; others its own limits, their team's, their team's keys' and
    /// their own.
    /// </summary>
    IReadOnlyList<BudgetView> List(Caller caller);
}
