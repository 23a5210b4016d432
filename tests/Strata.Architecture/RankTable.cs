namespace Strata.Architecture;

/// <summary>The ranks of the house as data. A project may reference only projects of a lower rank; equals never meet.</summary>
internal static class RankTable
{
    public static readonly IReadOnlyDictionary<string, int> Ranks = new Dictionary<string, int>
    {
        ["Strata.Core"] = 0,
        ["Strata.Numerics"] = 0,
        ["Strata.Storage"] = 1,
        ["Strata.Http"] = 1,
        ["Strata.Models"] = 1,
        ["Strata.Tokenizers"] = 1,
        ["Strata.Templates"] = 1,
        ["Strata.Budgets"] = 1,
        ["Strata.Caching"] = 1,
        ["Strata.Dialects"] = 1,
        ["Strata.Guard"] = 1,
        ["Strata.Identity"] = 1,
        ["Strata.Ledger"] = 1,
        ["Strata.Routing"] = 1,
        ["Strata.Traces"] = 1,
        ["Strata.Traces.Postgres"] = 2,
        ["Strata.Traces.Queries"] = 2,
        ["Strata.Traces.Api"] = 3,
        ["Strata.Guarding"] = 2,
        ["Strata.Dialects.OpenAi"] = 2,
        ["Strata.Dialects.Anthropic"] = 2,
        ["Strata.Dialects.Bedrock"] = 2,
        ["Strata.Dialects.Gemini"] = 2,
        ["Strata.Dialects.Ollama"] = 2,
        ["Strata.Stored"] = 2,
        ["Strata.Tracing"] = 2,
        ["Strata.Upstreams"] = 2,
        ["Strata.Inference"] = 2,
        ["Strata.Otlp"] = 2,
        ["Strata.Gateway"] = 3,
        ["Strata.Alerts"] = 3,
        ["Strata.Costs"] = 2,
        ["Strata.Metrics"] = 2,
        ["Strata.Telemetry"] = 3,
        ["Strata.Collector"] = 3,
        ["Strata.Management"] = 4,
        ["Strata.Console"] = 4,
        ["Strata.Cli"] = 4,
        ["Strata.Server"] = 5,
    };

    /// <summary>Projects that stay useful as plain libraries: they must not reference ASP.NET.</summary>
    public static readonly IReadOnlySet<string> WithoutWeb = new HashSet<string>
    {
        "Strata.Core", "Strata.Numerics", "Strata.Storage", "Strata.Models", "Strata.Tokenizers", "Strata.Templates", "Strata.Inference",
        "Strata.Budgets", "Strata.Caching", "Strata.Dialects", "Strata.Dialects.OpenAi", "Strata.Dialects.Anthropic", "Strata.Dialects.Bedrock", "Strata.Dialects.Gemini", "Strata.Dialects.Ollama",
        "Strata.Guard", "Strata.Guarding", "Strata.Identity", "Strata.Ledger", "Strata.Routing", "Strata.Stored", "Strata.Tracing", "Strata.Upstreams",
        "Strata.Traces", "Strata.Traces.Postgres", "Strata.Traces.Queries", "Strata.Otlp",
    };

    /// <summary>Core and Numerics take no package but these.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlySet<string>> OnlyPackages = new Dictionary<string, IReadOnlySet<string>>
    {
        ["Strata.Core"] = new HashSet<string> { "Microsoft.Extensions.AI.Abstractions" },
        ["Strata.Numerics"] = new HashSet<string>(),
    };
}
