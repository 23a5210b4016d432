namespace Strata.Core.Storage;

/// <summary>Which database answers. Feature code is written in the subset both share and rarely asks.</summary>
public enum SqlDialect
{
    /// <summary>SQLite in write-ahead-log mode.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer.</summary>
    Postgres,
}
