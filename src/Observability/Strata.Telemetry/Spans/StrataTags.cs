namespace Strata.Telemetry.Spans;

/// <summary>Names of attributes that are read. Those that begin with <c>strata</c> are ours; the rest are OpenTelemetry's GenAI conventions.</summary>
public static class StrataTags
{
    /// <summary>The project; children inherit it from the span that started them.</summary>
    public const string Project = "strata.project.id";

    /// <summary>The organisation of the project; inherited with it.</summary>
    public const string Organization = "strata.organization.id";

    /// <summary>The key that asked.</summary>
    public const string Key = "strata.key.id";

    /// <summary>The request: one per call of the door.</summary>
    public const string Request = "strata.request.id";

    /// <summary>The exact price in billionths of a dollar; absent means unpriced.</summary>
    public const string CostNanos = "strata.cost.nanos";

    /// <summary>The model asked for.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>What was done, for instance <c>chat</c>.</summary>
    public const string Operation = "gen_ai.operation.name";

    /// <summary>Tokens of the prompt, cached ones included.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";
}
