namespace Strata.Metrics.Expressions;

/// <summary>The functions there are: how many arguments each takes, and which of them is a range of samples.</summary>
internal static class Functions
{
    public const int NoRange = -1;

    public static readonly IReadOnlyDictionary<string, (int Arguments, int RangeAt)> All = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["rate"] = (1, 0), ["increase"] = (1, 0), ["irate"] = (1, 0), ["delta"] = (1, 0),
        ["avg_over_time"] = (1, 0), ["min_over_time"] = (1, 0), ["max_over_time"] = (1, 0), ["sum_over_time"] = (1, 0), ["count_over_time"] = (1, 0), ["last_over_time"] = (1, 0),
        ["quantile_over_time"] = (2, 1), ["histogram_quantile"] = (2, NoRange), ["abs"] = (1, NoRange), ["ceil"] = (1, NoRange), ["floor"] = (1, NoRange), ["absent"] = (1, NoRange),
        ["clamp_min"] = (2, NoRange), ["clamp_max"] = (2, NoRange), ["scalar"] = (1, NoRange), ["vector"] = (1, NoRange), ["time"] = (0, NoRange), ["sort"] = (1, NoRange), ["sort_desc"] = (1, NoRange),
    };

    public static readonly IReadOnlySet<string> Aggregates = new HashSet<string>(StringComparer.Ordinal) { "sum", "avg", "min", "max", "count", "quantile", "topk", "bottomk" };

    /// <summary>Aggregates with a parameter before what they sum.</summary>
    public static readonly IReadOnlySet<string> WithParameter = new HashSet<string>(StringComparer.Ordinal) { "quantile", "topk", "bottomk" };
}
