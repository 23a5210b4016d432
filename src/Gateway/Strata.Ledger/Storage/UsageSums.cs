using Strata.Core.Usage;

namespace Strata.Ledger.Storage;

/// <summary>The columns of <c>gateway_usage</c>: what a cell is, and what is added up in it.</summary>
internal static class UsageSums
{
    public const string Table = "gateway_usage";

    /// <summary>Cells by the caller's customer.</summary>
    public const string EndUser = "end_user";

    /// <summary>Cells by tag; a row with several stands in several.</summary>
    public const string Tag = "tag";

    /// <summary>The dimensions that every cell has.</summary>
    public const string Dimensions = "organization, project, team, user_id, key_id, model, deployment, provider, endpoint";

    /// <summary>The columns that are added up.</summary>
    public static readonly IReadOnlyList<string> Sums =
        ["requests", "failed", "unpriced", "unpriced_tokens", .. UsageColumns.Tokens, "cost_nanos", "upstream_cost_nanos", "saved_nanos", "total_us"];

    private const string IsUnpriced = "(COALESCE(c.cost_nanos, r.cost_nanos) IS NULL)";

    /// <summary>The same sums over rows, in the same order.</summary>
    public static readonly IReadOnlyList<string> OfRows =
    [
        "COUNT(*)", "SUM(CASE WHEN r.status = 'ok' THEN 0 ELSE 1 END)", $"SUM(CASE WHEN {IsUnpriced} THEN 1 ELSE 0 END)",
        $"SUM(CASE WHEN {IsUnpriced} THEN {string.Join(" + ", UsageColumns.Tokens.SkipLast(1).Select(t => "r." + t))} ELSE 0 END)",
        .. UsageColumns.Tokens.Select(t => $"SUM(r.{t})"),
        "SUM(COALESCE(c.cost_nanos, r.cost_nanos))", "SUM(r.upstream_cost_nanos)", "SUM(r.saved_nanos)", "SUM(r.total_us)",
    ];

    /// <summary>Sums as whole numbers on either database.</summary>
    public static string Big(IEnumerable<string> sums) => string.Join(", ", sums.Select(s => $"CAST(COALESCE({s}, 0) AS BIGINT)"));

    public static TokenUsage Add(in TokenUsage a, in TokenUsage b) => new()
    {
        Input = a.Input + b.Input,
        CachedInput = a.CachedInput + b.CachedInput,
        CacheWrite = a.CacheWrite + b.CacheWrite,
        CacheWriteLong = a.CacheWriteLong + b.CacheWriteLong,
        AudioInput = a.AudioInput + b.AudioInput,
        ImageInput = a.ImageInput + b.ImageInput,
        Output = a.Output + b.Output,
        Reasoning = a.Reasoning + b.Reasoning,
        AudioOutput = a.AudioOutput + b.AudioOutput,
        ImageOutput = a.ImageOutput + b.ImageOutput,
        ToolCalls = a.ToolCalls + b.ToolCalls,
    };
}
