using Strata.Benchmarks.Budgets;
using Strata.Benchmarks.Engine;
using Strata.Benchmarks.Gateway;
using Strata.Benchmarks.Guard;
using Strata.Benchmarks.Ledger;
using Strata.Benchmarks.Numerics;
using Strata.Benchmarks.Routing;
using Strata.Benchmarks.Telemetry;

namespace Strata.Benchmarks;

/// <summary>One line per area: its name and what runs it. Arguments after the area go to the area.</summary>
internal static class AreaTable
{
    private static readonly (string Name, Action<string[]> Run)[] Areas =
    [
        ("gateway", GatewayArea.Run),
        ("budgets", BudgetsArea.Run),
        ("ledger", LedgerArea.Run),
        ("numerics", NumericsArea.Run),
        ("engine", EngineArea.Run),
        ("routing", RoutingArea.Run),
        ("guard", GuardArea.Run),
        ("telemetry", TelemetryArea.Run),
        ("otlp", OtlpArea.Run),
        ("fill", FillArea.Run),
    ];

    public static int Run(string[] args)
    {
        var area = Array.Find(Areas, a => args.Length > 0 && a.Name == args[0]);
        if (area.Run is null)
        {
            Console.Error.WriteLine("usage: strata bench AREA   areas: " + string.Join(", ", Areas.Select(a => a.Name)));
            return 2;
        }

        area.Run(args[1..]);
        return 0;
    }
}
