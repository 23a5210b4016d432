using Strata.Core.Storage;

namespace Strata.Gateway.Keys;

/// <summary>The schema of organisations, projects and keys.</summary>
internal static class KeyMigrations
{
    public const string DefaultOrganization = "org_default";
    public const string DefaultProject = "prj_default";

    public static readonly Migration Keys = new(100, "gateway: organisations, projects, keys", $"""
        CREATE TABLE organizations (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            created_ms BIGINT NOT NULL
        );
        CREATE TABLE projects (
            id TEXT PRIMARY KEY,
            organization TEXT NOT NULL REFERENCES organizations(id),
            name TEXT NOT NULL,
            created_ms BIGINT NOT NULL
        );
        CREATE TABLE gateway_keys (
            id TEXT PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE,
            hint TEXT NOT NULL,
            name TEXT NOT NULL,
            organization TEXT NOT NULL REFERENCES organizations(id),
            project TEXT NOT NULL REFERENCES projects(id),
            role TEXT NOT NULL,
            models TEXT NOT NULL,
            requests_per_minute BIGINT,
            tokens_per_minute BIGINT,
            created_ms BIGINT NOT NULL,
            expires_ms BIGINT,
            revoked_ms BIGINT
        );
        CREATE INDEX gateway_keys_project ON gateway_keys (project, id);
        INSERT INTO organizations (id, name, created_ms) VALUES ('{DefaultOrganization}', 'Default', 0);
        INSERT INTO projects (id, organization, name, created_ms) VALUES ('{DefaultProject}', '{DefaultOrganization}', 'Default', 0)
        """);
}
