using Strata.Core.Storage;

namespace Strata.Traces.Postgres;

/// <summary>The schema of spans in PostgreSQL. On SQLite the tables stay empty.</summary>
public static class SharedTraceMigrations
{
    /// <summary>All steps, numbers 210 to 219.</summary>
    public static IReadOnlyList<Migration> All => [Spans];

    private static readonly Migration Spans = new(210, "traces: spans that replicas share", """
        CREATE TABLE trace_spans (
            day BIGINT NOT NULL,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            trace_id {bytes} NOT NULL,
            span_id {bytes} NOT NULL,
            parent_id {bytes} NOT NULL,
            begin_ns BIGINT NOT NULL,
            duration_ns BIGINT NOT NULL,
            status BIGINT NOT NULL,
            name {text} NOT NULL,
            service {text} NOT NULL,
            operation {text} NOT NULL,
            model {text} NOT NULL,
            input_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            cost_nanos BIGINT,
            session_id {text} NOT NULL,
            user_id {text} NOT NULL,
            key_id {text} NOT NULL,
            PRIMARY KEY (organization, project, trace_id, span_id, day)
        ) {by day};
        {rest of trace_spans};
        CREATE INDEX trace_spans_begin ON trace_spans {brin} (begin_ns);
        CREATE TABLE trace_head (
            id BIGINT PRIMARY KEY,
            seq BIGINT NOT NULL,
            floor BIGINT NOT NULL,
            version BIGINT NOT NULL
        );
        INSERT INTO trace_head (id, seq, floor, version) VALUES (1, 0, 0, 0);
        CREATE TABLE trace_batches (
            seq BIGINT PRIMARY KEY,
            seals BIGINT NOT NULL,
            raw_bytes BIGINT NOT NULL,
            data {bytes} NOT NULL
        );
        CREATE TABLE trace_replicas (
            id {text} PRIMARY KEY,
            through BIGINT NOT NULL,
            at_ms BIGINT NOT NULL
        );
        CREATE TABLE trace_numbers (
            id {identity},
            at_ms BIGINT NOT NULL
        );
        CREATE TABLE trace_segments (
            number BIGINT PRIMARY KEY,
            day BIGINT NOT NULL,
            spans BIGINT NOT NULL,
            bytes BIGINT NOT NULL,
            first_ns BIGINT NOT NULL,
            last_ns BIGINT NOT NULL,
            tenants TEXT NOT NULL,
            pinned {bytes} NOT NULL,
            gone_ms BIGINT
        );
        CREATE TABLE trace_chunks (
            day BIGINT NOT NULL,
            number BIGINT NOT NULL,
            chunk BIGINT NOT NULL,
            data {bytes} NOT NULL,
            PRIMARY KEY (number, chunk, day)
        ) {by day};
        {rest of trace_chunks}
        """);
}
