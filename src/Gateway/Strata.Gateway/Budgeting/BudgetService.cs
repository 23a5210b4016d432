using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Budgets.Book;
using Strata.Budgets.Options;
using Strata.Budgets.Slices;
using Strata.Budgets.Storage;
using Strata.Core.Configuration;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Options;

namespace Strata.Gateway.Budgeting;

/// <summary>
/// Puts the limits of the configuration and of the database in force before the first request, and keeps what was used in step with the
/// database behind the requests.
/// </summary>
internal sealed class BudgetService : BackgroundService
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);
    private readonly BudgetBook book;
    private readonly BudgetRunner runner;
    private readonly BudgetKeeper keeper;
    private readonly Live<GatewayOptions> options;
    private readonly TimeProvider time;
    private readonly ILogger<BudgetService> logger;
    private long saidAt;

    public BudgetService(BudgetBook book, BudgetLoop loop, Live<GatewayOptions> options, TimeProvider time, ILogger<BudgetService> logger)
    {
        this.book = book;
        (runner, keeper) = (loop.Runner, loop.Keeper);
        this.options = options;
        this.time = time;
        this.logger = logger;
        keeper.Failed += OutOfStep;
        runner.RulesNotRead += exception => Log.LimitsNotRead(logger, exception);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Set(options.Current);
        options.Changed += Set;
        await runner.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        options.Changed -= Set;
        keeper.Failed -= OutOfStep;
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync(stoppingToken);

    private void Set(GatewayOptions next)
    {
        if (!book.SetRules(LimitRulesReader.Source, next.Limits).Try(out _, out var problem))
        {
            Log.LimitsRefused(logger, problem.Message);
        }
    }

    /// <summary>Once a minute: the keeper tries each second.</summary>
    private void OutOfStep(Exception exception)
    {
        if (saidAt == 0 || time.GetElapsedTime(saidAt) > SayAgain)
        {
            saidAt = time.GetTimestamp();
            Log.BudgetsOutOfStep(logger, exception);
        }
    }
}
