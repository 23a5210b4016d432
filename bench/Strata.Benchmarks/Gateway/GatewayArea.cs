namespace Strata.Benchmarks.Gateway;

/// <summary>
/// The gateway beside nginx and Portkey, each a process on its own processor, in rounds one after another:
/// <code>
/// strata bench gateway [--rounds N] [--quick] [--keys]                    the table of the bars, also into bench/results/gateway.md
/// strata bench gateway --soak MINUTES                                     an even, mixed load; into bench/results/gateway-soak.md
/// strata bench gateway in-process [REQUESTS]                              one process, a fake model: the pipeline alone
/// strata bench gateway upstream                                           the provider behind all of them
/// </code>
/// </summary>
internal static class GatewayArea
{
    public static void Run(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "upstream":
                MockUpstream.RunAsync().GetAwaiter().GetResult();
                break;
            case "in-process":
                InProcessArea.Run(args[1..]);
                break;
            default:
                Race.RunAsync(RaceOptions.Read(args)).GetAwaiter().GetResult();
                break;
        }
    }
}
