using Strata.Budgets.Book;
using Strata.Identity.Keys;
using Strata.Traces.Queries;

namespace Strata.Alerts.Signals;

/// <summary>What signals read from. A process that lacks one of them says so of the rules that need it.</summary>
/// <param name="Traces">The trace store's reader.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Budgets">The book of limits.</param>
/// <param name="Keys">The keys: whose a budget's key is.</param>
/// <param name="Runaways">What counts subjects.</param>
public sealed record SignalSources(TraceReader? Traces, IMetricReader? Metrics, BudgetBook? Budgets, KeyStore? Keys, RunawayWatch Runaways);
