using Strata.Core.Storage;

namespace Strata.Storage.Leases;

/// <summary>The table of leases. A row stays when its lease ends: it remembers the last token.</summary>
internal static class LeaseMigrations
{
    internal static IReadOnlyList<Migration> All { get; } =
    [
        new(1, "leases", """
            CREATE TABLE storage_leases (
                name {text} PRIMARY KEY,
                holder {text} NOT NULL,
                token BIGINT NOT NULL,
                expires_at_ms BIGINT NOT NULL
            )
            """),
    ];
}
