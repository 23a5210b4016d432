namespace Strata.Checks;

/// <summary>One line per check: its name, the folder it reads by default (none: it makes its own data), and what runs it.</summary>
internal static class CheckTable
{
    private static readonly Check[] Checks =
    [
        new("templates", "../shared/data/chat-templates", TemplatesCheck.RunAsync),
        new("tokenizers", "../shared/data/tokenizers", TokenizersCheck.RunAsync),
        new("tokenizers-speed", "../shared/data/tokenizers", TokenizerSpeedCheck.RunAsync),
        new("smollm2", "../shared/models/smollm2-135m-instruct", SmolLm2Check.RunAsync),
        new("tiny", "models/tiny", TinyCheck.RunAsync),
        new("prices", "../shared/data/prices/model_prices.json.gz", PricesCheck.RunAsync),
        new("guard", "../shared/data/guard", GuardCheck.RunAsync),
        new("money", "", MoneyCheck.RunAsync),
        new("replicas", "", ReplicasCheck.RunAsync),
        new("llama-cpp", "../llama-cpp", LlamaCppCheck.RunAsync),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var check = args.Length > 0 ? Array.Find(Checks, c => c.Name == args[0]) : null;
        if (check is null)
        {
            Console.Error.WriteLine("usage: strata check NAME [DATA]   names: " + string.Join(", ", Checks.Select(c => c.Name)));
            return 2;
        }

        var data = args.Length > 1 ? args[1] : check.DefaultData;
        if (check.DefaultData.Length > 0 && !Path.Exists(data.Split(':')[0]))
        {
            Console.Error.WriteLine($"There is no '{Path.GetFullPath(data)}'. Give the folder of the reference data: strata check {check.Name} DIR");
            return 2;
        }

        var tally = new Tally();
        await check.Run(data, tally);
        Console.WriteLine(tally);
        return tally.Failed == 0 && tally.Passed > 0 ? 0 : 1;
    }

    private sealed record Check(string Name, string DefaultData, Func<string, Tally, Task> Run);
}
