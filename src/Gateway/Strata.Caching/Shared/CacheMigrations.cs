using Strata.Core.Storage;

namespace Strata.Caching.Shared;

/// <summary>The schema of answers kept in the database.</summary>
public static class CacheMigrations
{
    /// <summary>The table of answers.</summary>
    public static Migration Answers { get; } = new(170, "cache: answers", """
        CREATE TABLE cache_answers (
            key {text} PRIMARY KEY,
            partition {text} NOT NULL,
            model {text} NOT NULL,
            expires_ms BIGINT NOT NULL,
            bytes BIGINT NOT NULL,
            answer {bytes} NOT NULL
        );
        CREATE INDEX cache_answers_expires ON cache_answers (expires_ms);
        CREATE INDEX cache_answers_partition ON cache_answers (partition, model)
        """);
}
