using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Alerts;
using Strata.Budgets.Book;
using Strata.Budgets.Slices;
using Strata.Budgets.Storage;
using Strata.Core.Identity;
using Strata.Core.Storage;

namespace Strata.Gateway.Budgeting;

/// <summary>Budgets as services: the book that requests meet, the rules that people edit, and what keeps both in step with the database.</summary>
internal static class BudgetServices
{
    /// <summary>Adds them; needs the database, the change feed, the ids, the clock and the ledger among the services.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.AddSingleton<AlertQueue>();
        services.AddSingleton<IBudgetAlerts>(s => s.GetRequiredService<AlertQueue>());
        services.AddSingleton<BudgetAlertStore>();
        services.AddSingleton(s => new BudgetBook(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IBudgetAlerts>()));
        services.AddSingleton<RuleStore>();
        services.AddSingleton<ISpendHistory, LedgerHistory>();
        services.AddSingleton<ISliceStore, SliceStore>();
        services.AddSingleton(Keeper);
        services.AddSingleton<BudgetRunner>();
        services.AddSingleton<BudgetLoop>();
        services.AddHostedService<BudgetService>();
        return services.AddHostedService<AlertService>();
    }

    /// <summary>Several processes share one PostgreSQL; SQLite has one process.</summary>
    private static BudgetKeeper Keeper(IServiceProvider services) => new(
        services.GetRequiredService<BudgetBook>(),
        services.GetRequiredService<ISliceStore>(),
        (services.GetRequiredService<IIdSource>().Next("rep"), services.GetRequiredService<IDatabase>().Dialect == SqlDialect.Postgres),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ISpendHistory>());
}
