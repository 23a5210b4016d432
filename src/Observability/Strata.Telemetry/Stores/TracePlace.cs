namespace Strata.Telemetry.Stores;

/// <summary>Where spans are kept.</summary>
public enum TracePlace
{
    /// <summary>In PostgreSQL, for all replicas, where the database is PostgreSQL; else in the data folder.</summary>
    Auto,

    /// <summary>In the data folder, whatever the database: each replica has its own.</summary>
    Folder,
}
