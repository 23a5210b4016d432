using Strata.Budgets.Slices;
using Strata.Budgets.Storage;

namespace Strata.Gateway.Budgeting;

/// <summary>What runs behind the requests.</summary>
/// <param name="Runner">Starts, runs and ends both.</param>
/// <param name="Keeper">Tells when the database does not answer.</param>
internal sealed record BudgetLoop(BudgetRunner Runner, BudgetKeeper Keeper);
