using Strata.Core.Storage;

namespace Strata.Traces.Queries.Scores;

/// <summary>The schema of scores and annotations.</summary>
public static class ScoreMigrations
{
    /// <summary>All steps, numbers 200 to 229.</summary>
    public static IReadOnlyList<Migration> All => [Scores];

    private static readonly Migration Scores = new(200, "traces: scores", """
        CREATE TABLE trace_scores (
            organization {text} NOT NULL,
            project {text} NOT NULL,
            trace_id {text} NOT NULL,
            span_id {text} NOT NULL,
            name {text} NOT NULL,
            source {text} NOT NULL,
            id {text} NOT NULL,
            value DOUBLE PRECISION,
            label {text} NOT NULL,
            comment {text} NOT NULL,
            author {text} NOT NULL,
            at_ms BIGINT NOT NULL,
            PRIMARY KEY (organization, project, trace_id, span_id, name, source)
        );
        CREATE INDEX trace_scores_by_name ON trace_scores (organization, project, name, at_ms)
        """);
}
