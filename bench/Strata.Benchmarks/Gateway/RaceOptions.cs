using System.Globalization;

namespace Strata.Benchmarks.Gateway;

/// <summary>How long the race is.</summary>
internal sealed record RaceOptions
{
    public int Rounds { get; init; } = 3;

    public int Scale { get; init; } = 4;

    public bool Keys { get; init; } = true;

    public int SoakMinutes { get; init; }

    /// <summary>Contestants that take part; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Measures that are taken, by a part of their name; empty for all.</summary>
    public string Measure { get; init; } = "";

    public static RaceOptions Read(string[] args)
    {
        var quick = args.Contains("--quick");
        return new RaceOptions
        {
            Rounds = Number(args, "--rounds", quick ? 1 : 3),
            Scale = quick ? 1 : 4,
            Keys = !quick || args.Contains("--keys"),
            SoakMinutes = Number(args, "--soak", 0),
            Only = Word(args, "--only").Split(',', StringSplitOptions.RemoveEmptyEntries),
            Measure = Word(args, "--measure"),
        };
    }

    private static string Word(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : "";

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
