namespace Strata.Ledger.Queries;

/// <summary>What usage is summed by.</summary>
public enum UsageGroup
{
    /// <summary>The model as asked for.</summary>
    Model,

    /// <summary>The key's id.</summary>
    Key,

    /// <summary>The day in UTC, <c>2026-11-21</c>.</summary>
    Day,
}
