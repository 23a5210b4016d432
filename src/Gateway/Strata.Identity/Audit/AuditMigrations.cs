using Strata.Core.Storage;

namespace Strata.Identity.Audit;

/// <summary>The schema of the audit chain.</summary>
public static class AuditMigrations
{
    /// <summary>The links, and the row that holds the chain's end, which every writer locks.</summary>
    public static Migration Chain { get; } = new(131, "identity: audit chain", $"""
        CREATE TABLE audit_log (
            number BIGINT PRIMARY KEY,
            at_ms BIGINT NOT NULL,
            organization [text] NOT NULL,
            project [text] NOT NULL,
            actor [text] NOT NULL,
            actor_name [text] NOT NULL,
            action [text] NOT NULL,
            target [text] NOT NULL,
            details [text] NOT NULL,
            previous [text] NOT NULL,
            hash [text] NOT NULL
        );
        CREATE INDEX audit_log_organization ON audit_log (organization, number);
        CREATE TABLE audit_head (
            id BIGINT PRIMARY KEY,
            number BIGINT NOT NULL,
            hash [text] NOT NULL
        );
        INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '{AuditChain.Start}')
        """.Replace("[text]", "{text}", StringComparison.Ordinal));
}
