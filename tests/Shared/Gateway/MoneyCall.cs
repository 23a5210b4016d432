namespace Strata.Tests.Shared.Gateway;

/// <summary>One call of a <see cref="MoneyRun"/>, drawn from its seed and number alone.</summary>
/// <param name="Number">Which.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Provider">The dialect of the provider asked first.</param>
/// <param name="Scenario">What that provider does.</param>
/// <param name="Stream">Whether a stream is asked for.</param>
/// <param name="HasSecond">Whether a healthy provider stands behind it.</param>
internal sealed record MoneyCall(int Number, CallerDialect Caller, string Provider, string Scenario, bool Stream, bool HasSecond)
{
    private const int RepeatPercent = 12;
    private const int RepeatSpan = 60;

    /// <summary>Completions come last: only a provider that speaks them answers them.</summary>
    private static readonly CallerDialect[] Callers = [CallerDialect.Chat, CallerDialect.Messages, CallerDialect.Gemini, CallerDialect.Responses, CallerDialect.Completions];

    /// <summary>The dialects of the providers.</summary>
    public static readonly string[] Providers = ["openai.chat", "anthropic", "gemini", "openai.responses"];

    /// <summary>What providers do, by weight: half of the calls go well.</summary>
    public static readonly (string Scenario, int Weight)[] Scenarios =
    [
        ("echo", 30), ("cached.2", 14), ("long.30", 8), ("empty", 3), ("nousage", 3),
        ("500", 3), ("503", 3), ("429.1", 3), ("401", 2), ("nomodel", 2), ("filtered", 2),
        ("dropped", 2), ("html", 2), ("error-first", 2), ("error-in-stream", 2), ("malformed", 2), ("cleancut", 2), ("emptystream", 2), ("stall", 1), ("break", 2),
        ("step", 5), ("drip.1", 4), ("hang", 5),
    ];

    private static readonly int WeightSum = Scenarios.Sum(s => s.Weight);

    /// <summary>What is asked: calls with the same key ask the same, so that all but the first are answered from the cache.</summary>
    public string Key { get; init; } = $"call {Number}";

    /// <summary>The caller leaves: 0 as soon as a provider has the request, N once it saw N words; null where it stays.</summary>
    public int? LeavesAt { get; init; }

    /// <summary>Bytes of small talk in the prompt.</summary>
    public int Padding { get; init; }

    public bool IsRepeat => !Key.StartsWith("call", StringComparison.Ordinal);

    public string Text => Padding == 0 ? $"{Key} of many" : $"{Key} of many {new string('x', Padding)}";

    public string Route => IsRepeat ? $"hot-{Provider}" : $"{(HasSecond ? "two" : "one")}-{Provider}-{Scenario}";

    /// <summary>The least tokens of the prompt where no provider tells them: four bytes each of the caller's own JSON.</summary>
    public long PromptUntold => (Caller.Prompt(Text).Length + 3) / 4;

    public static MoneyCall Draw(int seed, int number)
    {
        var random = new Random((seed * 1_000_003) + number);
        if (random.Next(20) == 0)
        {
            return new MoneyCall(number, CallerDialect.Embeddings, Providers[0], random.Next(4) == 0 ? "500" : "echo", Stream: false, HasSecond: random.Next(2) == 0);
        }

        if (random.Next(100) < RepeatPercent)
        {
            var question = $"repeat {number / RepeatSpan}-{random.Next(2)}";
            var asked = new Random(seed + (number / RepeatSpan * 2) + (question[^1] - '0'));
            return new MoneyCall(number, Callers[asked.Next(Callers.Length - 1)], Providers[asked.Next(Providers.Length)], "echo", asked.Next(2) == 0, HasSecond: false) { Key = question };
        }

        var (caller, provider, at, scenario) = (Callers[random.Next(Callers.Length)], Providers[random.Next(Providers.Length)], random.Next(WeightSum), 0);
        while ((at -= Scenarios[scenario].Weight) >= 0)
        {
            scenario++;
        }

        var name = Scenarios[scenario].Scenario;
        return new MoneyCall(number, caller, provider, name, random.Next(2) == 0 || name is "step" or "drip.1" or "break", random.Next(3) == 0)
        {
            LeavesAt = name switch
            {
                "hang" => 0,
                "step" => 1 + random.Next(9),
                "drip.1" => 1 + random.Next(40),
                "echo" when random.Next(20) == 0 => 0,
                _ => null,
            },
            Padding = name == "hang" && random.Next(4) == 0 ? 100_000 : 0,
        };
    }

    public override string ToString() =>
        $"call {Number}: {Caller.Name} before {Provider}, {Scenario}, {(Stream ? "stream" : "plain")}{(HasSecond ? ", second target" : "")}{(IsRepeat ? $", {Key}" : "")}{(LeavesAt is { } at ? $", leaves at {at}" : "")}";
}
