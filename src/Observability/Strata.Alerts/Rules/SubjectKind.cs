namespace Strata.Alerts.Rules;

/// <summary>Who can run away.</summary>
public enum SubjectKind
{
    /// <summary>An API key.</summary>
    Key,

    /// <summary>An agent, by its name.</summary>
    Agent,

    /// <summary>A session.</summary>
    Session,
}
