using Strata.Core.Storage;

namespace Strata.Ledger.Storage;

/// <summary>The schema of the shipped ledger.</summary>
public static class LedgerMigrations
{
    /// <summary>All steps, numbers 110 to 129.</summary>
    public static IReadOnlyList<Migration> All => [Ledger];

    private static readonly Migration Ledger = new(110, "gateway: ledger", """
        CREATE TABLE gateway_ledger (
            id {text} PRIMARY KEY,
            at_ms BIGINT NOT NULL,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            key_id {text} NOT NULL,
            model {text} NOT NULL,
            deployment {text} NOT NULL,
            provider {text} NOT NULL,
            endpoint {text} NOT NULL,
            streamed INTEGER NOT NULL,
            status {text} NOT NULL,
            http_status INTEGER NOT NULL,
            finish_reason {text} NOT NULL,
            input_tokens BIGINT NOT NULL,
            cached_input_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            reasoning_tokens BIGINT NOT NULL,
            usage_source {text} NOT NULL,
            cost_nanos BIGINT,
            price_version {text} NOT NULL,
            trace_id {text} NOT NULL,
            queue_us BIGINT NOT NULL,
            first_token_us BIGINT,
            total_us BIGINT NOT NULL,
            error_code {text} NOT NULL,
            upstream_request_id {text} NOT NULL
        );
        CREATE INDEX gateway_ledger_project ON gateway_ledger (project, id);
        CREATE INDEX gateway_ledger_key ON gateway_ledger (project, key_id, id);
        CREATE INDEX gateway_ledger_trace ON gateway_ledger (project, trace_id);
        CREATE TABLE gateway_ledger_shipped (
            log {text} PRIMARY KEY,
            sequence BIGINT NOT NULL
        )
        """);
}
