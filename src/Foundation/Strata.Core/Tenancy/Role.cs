namespace Strata.Core.Tenancy;

/// <summary>What a caller may do in a project, from least to most.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Calls models and writes telemetry; sees its own requests only.</summary>
    Service,

    /// <summary>Changes what the project holds.</summary>
    Editor,

    /// <summary>Also keys, members and settings.</summary>
    Admin,

    /// <summary>Also other administrators.</summary>
    Owner,
}
