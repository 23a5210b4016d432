using Strata.Core.Storage;

namespace Strata.Identity.Tenants;

/// <summary>The schema of teams, users and what keys got besides.</summary>
public static class DirectoryMigrations
{
    /// <summary>Users, members of teams; owners, scopes, ranges and rotation of keys.</summary>
    public static Migration Directory { get; } = new(130, "identity: users, members, key details", """
        ALTER TABLE projects ADD COLUMN archived_ms BIGINT;
        CREATE TABLE users (
            id {text} PRIMARY KEY,
            organization {text} NOT NULL REFERENCES organizations(id),
            name {text} NOT NULL,
            email {text} NOT NULL,
            role {text} NOT NULL,
            issuer {text} NOT NULL,
            subject {text} NOT NULL,
            created_ms BIGINT NOT NULL,
            disabled_ms BIGINT,
            UNIQUE (organization, issuer, subject)
        );
        CREATE TABLE team_members (
            project {text} NOT NULL REFERENCES projects(id),
            user_id {text} NOT NULL REFERENCES users(id),
            role {text} NOT NULL,
            PRIMARY KEY (project, user_id)
        );
        ALTER TABLE gateway_keys ADD COLUMN user_id {text};
        ALTER TABLE gateway_keys ADD COLUMN scopes {text};
        ALTER TABLE gateway_keys ADD COLUMN ranges {text};
        ALTER TABLE gateway_keys ADD COLUMN tags {text};
        ALTER TABLE gateway_keys ADD COLUMN old_hash {text};
        ALTER TABLE gateway_keys ADD COLUMN old_until_ms BIGINT
        """);
}
