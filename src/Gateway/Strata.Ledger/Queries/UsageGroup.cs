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

    /// <summary>The hour in UTC, <c>2026-11-21T13</c>.</summary>
    Hour,

    /// <summary>The organisation.</summary>
    Organization,

    /// <summary>The project.</summary>
    Project,

    /// <summary>The team; empty stands for none.</summary>
    Team,

    /// <summary>The user; empty stands for none.</summary>
    User,

    /// <summary>The caller's customer; empty stands for none.</summary>
    EndUser,

    /// <summary>The tag. A row with several counts in each of them, one without any under the empty name; the groups' sum can be above the whole.</summary>
    Tag,

    /// <summary>The provider.</summary>
    Provider,

    /// <summary>The deployment.</summary>
    Deployment,

    /// <summary>The surface, for instance <c>openai.chat</c>.</summary>
    Endpoint,
}
