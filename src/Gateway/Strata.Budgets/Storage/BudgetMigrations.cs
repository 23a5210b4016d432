using Strata.Core.Storage;

namespace Strata.Budgets.Storage;

/// <summary>The schema of limits and of what was used; numbers 150 to 169.</summary>
public static class BudgetMigrations
{
    /// <summary>All steps, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(150, "budgets: rules", """
            CREATE TABLE budget_rules (
                id {text} PRIMARY KEY,
                organization {text},
                kind {text} NOT NULL,
                node {text} NOT NULL,
                unit {text} NOT NULL,
                amount BIGINT NOT NULL,
                span {text} NOT NULL,
                mode {text} NOT NULL,
                alerts {text} NOT NULL,
                updated_ms BIGINT NOT NULL
            )
            """),
        new(151, "budgets: counts, slices, replicas", """
            CREATE TABLE budget_counts (
                counter {text} PRIMARY KEY,
                source {text} NOT NULL,
                rule {text} NOT NULL,
                shape {text} NOT NULL,
                organization {text} NOT NULL,
                node {text} NOT NULL,
                start_ms BIGINT NOT NULL,
                long_lived INTEGER NOT NULL,
                touched_ms BIGINT NOT NULL
            );
            CREATE INDEX budget_counts_touched ON budget_counts (long_lived, touched_ms);
            CREATE TABLE budget_slices (
                counter {text} NOT NULL,
                holder {text} NOT NULL,
                used BIGINT NOT NULL,
                granted BIGINT NOT NULL,
                lease_ms BIGINT NOT NULL,
                seen_ms BIGINT NOT NULL,
                ends_ms BIGINT NOT NULL,
                PRIMARY KEY (counter, holder)
            );
            CREATE TABLE budget_replicas (
                holder {text} PRIMARY KEY,
                seen_ms BIGINT NOT NULL
            )
            """),
    ];
}
