namespace Strata.Budgets.Rules;

/// <summary>What a limit can stand on. The first six belong to a tenant; the last three are shared by all of them.</summary>
public enum NodeKind
{
    /// <summary>A tenant.</summary>
    Organization,

    /// <summary>A team of an organisation.</summary>
    Team,

    /// <summary>A virtual key, by its id.</summary>
    Key,

    /// <summary>A user who signed in.</summary>
    User,

    /// <summary>The person that an application acts for, as it named them.</summary>
    EndUser,

    /// <summary>A label of the request, as <c>name=value</c>.</summary>
    Tag,

    /// <summary>A provider.</summary>
    Provider,

    /// <summary>A model, by the name that callers ask for.</summary>
    Model,

    /// <summary>One provider's offer of one model.</summary>
    Deployment,
}
