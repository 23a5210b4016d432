using Strata.Core.Storage;

namespace Strata.Traces.Api.Views;

/// <summary>The schema of saved views.</summary>
public static class ViewMigrations
{
    /// <summary>All steps, numbers 220 to 229.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(220, "traces: saved views", """
            CREATE TABLE trace_views (
                id {text} PRIMARY KEY,
                organization {text} NOT NULL,
                project {text} NOT NULL,
                owner {text} NOT NULL,
                kind {text} NOT NULL,
                name {text} NOT NULL,
                content {text} NOT NULL,
                shared BIGINT NOT NULL,
                at_ms BIGINT NOT NULL
            );
            CREATE INDEX trace_views_by_project ON trace_views (organization, project, kind, name)
            """),
    ];
}
