using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Strata.Gateway.Diagnostics;

/// <summary>The gateway's source of spans and its instruments. Names follow OpenTelemetry's GenAI conventions.</summary>
internal static class GatewayTelemetry
{
    public const string Name = "Strata.Gateway";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<long> TokenUsage = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of a request by type.");

    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Duration of a request.");

    public static readonly Histogram<double> FirstToken = Meter.CreateHistogram<double>("gen_ai.server.time_to_first_token", "s", "Time to the first content.");

    public static readonly Counter<long> Requests = Meter.CreateCounter<long>("strata.gateway.requests", "{request}", "Requests by status.");

    public static readonly Counter<long> CostNanos = Meter.CreateCounter<long>("strata.gateway.cost_nanos", "{nanodollar}", "Cost in billionths of a dollar.");

    public static readonly Counter<long> Unpriced = Meter.CreateCounter<long>("strata.gateway.unpriced", "{request}", "Requests whose cost is unknown.");

    public static readonly Counter<long> BudgetAlerts = Meter.CreateCounter<long>("strata.gateway.budget_alerts", "{alert}", "Thresholds of limits that were reached.");

    public static readonly Counter<long> Attempts = Meter.CreateCounter<long>("strata.gateway.attempts_extra", "{attempt}", "Attempts beyond a request's first.");

    public static readonly UpDownCounter<long> InFlight = Meter.CreateUpDownCounter<long>("strata.gateway.in_flight", "{request}", "Requests being answered.");
}
