using Strata.Core.Storage;

namespace Strata.Alerts.Storage;

/// <summary>The schema of alerts.</summary>
public static class AlertMigrations
{
    /// <summary>All steps, numbers 240 to 259.</summary>
    public static IReadOnlyList<Migration> All => [First];

    private static readonly Migration First = new(240, "alerts: rules, receivers, silences, states, history, messages, switches", """
        CREATE TABLE alert_rules (
            organization {text} NOT NULL,
            project {text} NOT NULL,
            id {text} NOT NULL,
            body {text} NOT NULL,
            updated_ms BIGINT NOT NULL,
            PRIMARY KEY (organization, project, id)
        );
        CREATE TABLE alert_receivers (
            organization {text} NOT NULL,
            project {text} NOT NULL,
            name {text} NOT NULL,
            body {text} NOT NULL,
            updated_ms BIGINT NOT NULL,
            PRIMARY KEY (organization, project, name)
        );
        CREATE TABLE alert_silences (
            id {text} PRIMARY KEY,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            matchers {text} NOT NULL,
            from_ms BIGINT NOT NULL,
            until_ms BIGINT NOT NULL,
            comment {text} NOT NULL,
            author {text} NOT NULL
        );
        CREATE TABLE alert_states (
            rule {text} NOT NULL,
            fingerprint {text} NOT NULL,
            phase INTEGER NOT NULL,
            labels {text} NOT NULL,
            since_ms BIGINT NOT NULL,
            fired_ms BIGINT,
            resolved_ms BIGINT,
            figure DOUBLE PRECISION NOT NULL,
            words {text} NOT NULL,
            PRIMARY KEY (rule, fingerprint)
        );
        CREATE TABLE alert_groups (
            rule {text} NOT NULL,
            receiver {text} NOT NULL,
            label_group {text} NOT NULL,
            sent_ms BIGINT NOT NULL,
            told {text} NOT NULL,
            PRIMARY KEY (rule, receiver, label_group)
        );
        CREATE TABLE alert_events (
            id {text} PRIMARY KEY,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            rule {text} NOT NULL,
            fingerprint {text} NOT NULL,
            at_ms BIGINT NOT NULL,
            happened {text} NOT NULL,
            labels {text} NOT NULL,
            words {text} NOT NULL
        );
        CREATE INDEX alert_events_page ON alert_events (organization, project, id);
        CREATE TABLE alert_deliveries (
            id {text} PRIMARY KEY,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            receiver {text} NOT NULL,
            notice {text} NOT NULL,
            created_ms BIGINT NOT NULL,
            attempts INTEGER NOT NULL,
            next_ms BIGINT NOT NULL,
            state {text} NOT NULL,
            reason {text} NOT NULL,
            sent_ms BIGINT
        );
        CREATE INDEX alert_deliveries_due ON alert_deliveries (state, next_ms);
        CREATE INDEX alert_deliveries_page ON alert_deliveries (organization, project, id);
        CREATE TABLE alert_switches (
            id {text} PRIMARY KEY,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            rule {text} NOT NULL,
            key_id {text} NOT NULL,
            action {text} NOT NULL,
            cut_to BIGINT NOT NULL,
            state {text} NOT NULL,
            words {text} NOT NULL,
            at_ms BIGINT NOT NULL,
            released_ms BIGINT,
            released_by {text}
        );
        CREATE INDEX alert_switches_page ON alert_switches (organization, project, id)
        """);
}
