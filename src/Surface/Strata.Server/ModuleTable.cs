using Strata.Alerts;
using Strata.Collector;
using Strata.Console;
using Strata.Costs;
using Strata.Gateway;
using Strata.Management;
using Strata.Metrics;
using Strata.Server.Hosting;
using Strata.Server.Joins;
using Strata.Telemetry;
using Strata.Traces.Api;

namespace Strata.Server;

/// <summary>The modules of this build, in the order they start. The only list: a new module is one line.</summary>
internal static class ModuleTable
{
    public static readonly IReadOnlyList<ModuleEntry> Entries =
    [
        new("gateway", "Keys, upstreams, prices and limits.", data => new GatewayModule(data), "management"),
        new("management", "Our own API over the gateway.", _ => new ManagementModule(), "gateway"),
        new("inference", "The token engine: how models run, and its bounds.", data => new InferenceModule(data)),
        new("telemetry", "Traces, metrics and how much of them is kept.", data => new TelemetryModule(data)),
        new("collector", "OTLP in: what is taken from outside.", _ => new CollectorModule(), "telemetry"),
        new("traces", "Questions about traces.", _ => new TraceApiModule(), "telemetry"),
        new("metrics", "The history of metrics, and where they are fetched.", data => new MetricsModule(data)),
        new("costs", "What own machines cost.", _ => new CostsModule(), "gateway"),
        new("alerts", "Rules, receivers and silences.", _ => new AlertsModule(), "telemetry"),
        new("console", "The web pages.", _ => new ConsoleModule(), "gateway", "telemetry", "traces"),
    ];
}
