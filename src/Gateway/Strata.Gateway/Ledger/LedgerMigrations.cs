using Strata.Core.Storage;

namespace Strata.Gateway.Ledger;

/// <summary>The schema of the shipped ledger.</summary>
internal static class LedgerMigrations
{
    public static readonly Migration Ledger = new(110, "gateway: ledger", """
        CREATE TABLE gateway_ledger (
            id TEXT PRIMARY KEY,
            at_ms BIGINT NOT NULL,
            organization TEXT NOT NULL,
            project TEXT NOT NULL,
            key_id TEXT NOT NULL,
            model TEXT NOT NULL,
            deployment TEXT NOT NULL,
            provider TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            streamed INTEGER NOT NULL,
            status TEXT NOT NULL,
            http_status INTEGER NOT NULL,
            finish_reason TEXT NOT NULL,
            input_tokens BIGINT NOT NULL,
            cached_input_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            reasoning_tokens BIGINT NOT NULL,
            usage_source TEXT NOT NULL,
            cost_nanos BIGINT,
            price_version TEXT NOT NULL,
            trace_id TEXT NOT NULL,
            queue_us BIGINT NOT NULL,
            first_token_us BIGINT,
            total_us BIGINT NOT NULL,
            error_code TEXT NOT NULL,
            upstream_request_id TEXT NOT NULL
        );
        CREATE INDEX gateway_ledger_project ON gateway_ledger (project, id);
        CREATE INDEX gateway_ledger_key ON gateway_ledger (project, key_id, id);
        CREATE INDEX gateway_ledger_trace ON gateway_ledger (project, trace_id);
        CREATE TABLE gateway_ledger_shipped (
            log TEXT PRIMARY KEY,
            sequence BIGINT NOT NULL
        )
        """);
}
