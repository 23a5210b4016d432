using Strata.Core.Configuration;
using Strata.Routing.Health;
using Strata.Routing.Policies;

namespace Strata.Routing.Reading;

/// <summary>Reads retries, hedging and breakers.</summary>
internal static class PolicyReader
{
    private static readonly HedgePolicy Hedges = new();
    private static readonly BreakerPolicy Breakers = new();

    public static RetryPolicy ReadRetries(ConfigReader section, RetryPolicy defaults)
    {
        var policy = new RetryPolicy
        {
            AttemptsMax = (int)section.Integer("attempts_max", defaults.AttemptsMax, (1, 20), "The most attempts of one request, the first included."),
            Base = section.Duration("base", defaults.Base, Range(1, 60_000), "The first wait before the same target is asked again; doubled each round, drawn from 0 to itself."),
            Most = section.Duration("most", defaults.Most, Range(1, 300_000), "The longest such wait."),
            RetryAfterMax = section.Duration("retry_after_max", defaults.RetryAfterMax, Range(0, 600_000), "The longest Retry-After that is waited for."),
            BudgetShare = (double)section.Decimal("budget_percent", (decimal)defaults.BudgetShare * 100, (0, 100), "Extra attempts as a share of the route's requests.") / 100,
            BudgetSaved = (int)section.Integer("budget_saved", defaults.BudgetSaved, (0, 100_000), "Extra attempts that a quiet time saves up."),
            QueueMax = section.Duration("queue_max", defaults.QueueMax, Range(0, 60_000), "How long a request waits while all targets are shut or full."),
        };
        section.Finish();
        return policy;
    }

    public static HedgePolicy ReadHedge(ConfigReader section)
    {
        var policy = new HedgePolicy
        {
            Enabled = section.Flag("enabled", Hedges.Enabled, "Whether a second target is asked when the first is slower than its own 95th percentile."),
            Share = (double)section.Decimal("percent", (decimal)Hedges.Share * 100, (0, 20), "Hedges as a share of the route's requests.") / 100,
            Saved = (int)section.Integer("saved", Hedges.Saved, (0, 10_000), "Hedges that a quiet time saves up."),
            After = section.Duration("after", Hedges.After, Range(1, 600_000), "The least wait, whatever the percentile says."),
            WithTools = section.Flag("with_tools", Hedges.WithTools, "Whether requests with tools are hedged too."),
            WithStore = section.Flag("with_store", Hedges.WithStore, "Whether requests whose answer the provider stores are hedged too."),
        };
        section.Finish();
        return policy;
    }

    public static BreakerPolicy ReadBreakers(ConfigReader section)
    {
        var policy = new BreakerPolicy
        {
            Window = section.Duration("window", Breakers.Window, Range(1_000, 600_000), "The window that is counted."),
            FailuresMin = (int)section.Integer("failures_min", Breakers.FailuresMin, (1, 10_000), "The least failures in the window that can open a breaker."),
            FailureShare = (double)section.Decimal("failure_percent", (decimal)Breakers.FailureShare * 100, (1, 100), "The share of failures in the window that opens it.") / 100,
            InARow = (int)section.Integer("in_a_row", Breakers.InARow, (1, 10_000), "Failures in a row that open it at once."),
            OpenFor = section.Duration("open_for", Breakers.OpenFor, Range(100, 600_000), "How long it stays open the first time; doubled each time the probe fails."),
            OpenMax = section.Duration("open_max", Breakers.OpenMax, Range(100, 3_600_000), "The longest it stays open."),
            ProbeFor = section.Duration("probe_for", Breakers.ProbeFor, Range(1_000, 3_600_000), "After how long a probe that was never reported is given up."),
        };
        section.Finish();
        return policy;
    }

    private static (TimeSpan, TimeSpan) Range(int fromMs, int toMs) => (TimeSpan.FromMilliseconds(fromMs), TimeSpan.FromMilliseconds(toMs));
}
