using Strata.Core.Storage;

namespace Strata.Identity.Keys;

/// <summary>The schema of organisations, projects and keys.</summary>
public static class KeyMigrations
{
    /// <summary>The organisation of a new installation.</summary>
    public const string DefaultOrganization = "org_default";
    /// <summary>The project of a new installation.</summary>
    public const string DefaultProject = "prj_default";

    /// <summary>Organisations, projects and keys.</summary>
    public static Migration Keys { get; } = new(100, "gateway: organisations, projects, keys", $$"""
        CREATE TABLE organizations (
            id {text} PRIMARY KEY,
            name {text} NOT NULL,
            created_ms BIGINT NOT NULL
        );
        CREATE TABLE projects (
            id {text} PRIMARY KEY,
            organization {text} NOT NULL REFERENCES organizations(id),
            name {text} NOT NULL,
            created_ms BIGINT NOT NULL
        );
        CREATE TABLE gateway_keys (
            id {text} PRIMARY KEY,
            hash {text} NOT NULL UNIQUE,
            hint {text} NOT NULL,
            name {text} NOT NULL,
            organization {text} NOT NULL REFERENCES organizations(id),
            project {text} NOT NULL REFERENCES projects(id),
            role {text} NOT NULL,
            models {text} NOT NULL,
            requests_per_minute BIGINT,
            tokens_per_minute BIGINT,
            created_ms BIGINT NOT NULL,
            expires_ms BIGINT,
            revoked_ms BIGINT
        );
        CREATE INDEX gateway_keys_project ON gateway_keys (project, id);
        INSERT INTO organizations (id, name, created_ms) VALUES ('{{DefaultOrganization}}', 'Default', 0);
        INSERT INTO projects (id, organization, name, created_ms) VALUES ('{{DefaultProject}}', '{{DefaultOrganization}}', 'Default', 0)
        """);
}
