using Strata.Core.Storage;

namespace Strata.Ledger.Storage;

/// <summary>The schema of the shipped ledger.</summary>
public static class LedgerMigrations
{
    /// <summary>All steps, numbers 110 to 129.</summary>
    public static IReadOnlyList<Migration> All => [Ledger, Requests, Prices, Sums];

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

    private static readonly Migration Requests = new(111, "gateway: requests with attempts, by day, and their hourly sums", """
        CREATE TABLE gateway_requests (
            id {text} NOT NULL,
            day BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            team {text} NOT NULL,
            user_id {text} NOT NULL,
            end_user {text} NOT NULL,
            key_id {text} NOT NULL,
            tags {text} NOT NULL,
            model {text} NOT NULL,
            deployment {text} NOT NULL,
            provider {text} NOT NULL,
            endpoint {text} NOT NULL,
            dialect_in {text} NOT NULL,
            dialect_out {text} NOT NULL,
            route {text} NOT NULL,
            strategy {text} NOT NULL,
            experiment {text} NOT NULL,
            service_tier {text} NOT NULL,
            streamed BIGINT NOT NULL,
            status {text} NOT NULL,
            http_status BIGINT NOT NULL,
            finish_reason {text} NOT NULL,
            input_tokens BIGINT NOT NULL,
            cached_input_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            cache_write_long_tokens BIGINT NOT NULL,
            audio_input_tokens BIGINT NOT NULL,
            image_input_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            reasoning_tokens BIGINT NOT NULL,
            audio_output_tokens BIGINT NOT NULL,
            image_output_tokens BIGINT NOT NULL,
            tool_calls BIGINT NOT NULL,
            usage_source {text} NOT NULL,
            cost_nanos BIGINT,
            upstream_cost_nanos BIGINT,
            saved_nanos BIGINT NOT NULL,
            cache_status {text} NOT NULL,
            verdicts {text} NOT NULL,
            notes {text} NOT NULL,
            continuations BIGINT NOT NULL,
            cut_off {text} NOT NULL,
            price_version {text} NOT NULL,
            trace_id {text} NOT NULL,
            queue_us BIGINT NOT NULL,
            first_byte_us BIGINT,
            first_token_us BIGINT,
            total_us BIGINT NOT NULL,
            error_code {text} NOT NULL,
            upstream_request_id {text} NOT NULL,
            PRIMARY KEY (id, day)
        ) {by day};
        {rest of gateway_requests};
        CREATE INDEX gateway_requests_project ON gateway_requests (project, id);
        CREATE INDEX gateway_requests_key ON gateway_requests (project, key_id, id);
        CREATE INDEX gateway_requests_trace ON gateway_requests (project, trace_id);
        CREATE TABLE gateway_attempts (
            id {text} NOT NULL,
            day BIGINT NOT NULL,
            number BIGINT NOT NULL,
            project {text} NOT NULL,
            deployment {text} NOT NULL,
            provider {text} NOT NULL,
            credential {text} NOT NULL,
            started_us BIGINT NOT NULL,
            first_byte_us BIGINT,
            first_token_us BIGINT,
            duration_us BIGINT NOT NULL,
            outcome {text} NOT NULL,
            http_status BIGINT NOT NULL,
            reason {text} NOT NULL,
            upstream_request_id {text} NOT NULL,
            input_tokens BIGINT NOT NULL,
            cached_input_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            cache_write_long_tokens BIGINT NOT NULL,
            audio_input_tokens BIGINT NOT NULL,
            image_input_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            reasoning_tokens BIGINT NOT NULL,
            audio_output_tokens BIGINT NOT NULL,
            image_output_tokens BIGINT NOT NULL,
            tool_calls BIGINT NOT NULL,
            cost_nanos BIGINT,
            reported_cost_nanos BIGINT,
            PRIMARY KEY (id, number, day)
        ) {by day};
        {rest of gateway_attempts};
        CREATE TABLE gateway_usage (
            cell {text} NOT NULL,
            hours BIGINT NOT NULL,
            start BIGINT NOT NULL,
            kind {text} NOT NULL,
            label {text} NOT NULL,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            team {text} NOT NULL,
            user_id {text} NOT NULL,
            key_id {text} NOT NULL,
            model {text} NOT NULL,
            deployment {text} NOT NULL,
            provider {text} NOT NULL,
            endpoint {text} NOT NULL,
            requests BIGINT NOT NULL,
            failed BIGINT NOT NULL,
            unpriced BIGINT NOT NULL,
            unpriced_tokens BIGINT NOT NULL,
            input_tokens BIGINT NOT NULL,
            cached_input_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            cache_write_long_tokens BIGINT NOT NULL,
            audio_input_tokens BIGINT NOT NULL,
            image_input_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            reasoning_tokens BIGINT NOT NULL,
            audio_output_tokens BIGINT NOT NULL,
            image_output_tokens BIGINT NOT NULL,
            tool_calls BIGINT NOT NULL,
            cost_nanos BIGINT NOT NULL,
            upstream_cost_nanos BIGINT NOT NULL,
            saved_nanos BIGINT NOT NULL,
            total_us BIGINT NOT NULL,
            PRIMARY KEY (hours, start, cell)
        );
        CREATE INDEX gateway_usage_project ON gateway_usage (project, kind, hours, start);
        CREATE INDEX gateway_usage_organization ON gateway_usage (organization, kind, hours, start);
        CREATE TABLE gateway_adjustments (
            job {text} NOT NULL,
            id {text} NOT NULL,
            day BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            project {text} NOT NULL,
            old_nanos BIGINT,
            new_nanos BIGINT NOT NULL,
            price_version {text} NOT NULL,
            PRIMARY KEY (job, id)
        );
        CREATE TABLE gateway_current_costs (
            id {text} PRIMARY KEY,
            day BIGINT NOT NULL,
            cost_nanos BIGINT NOT NULL,
            price_version {text} NOT NULL
        );
        CREATE TABLE gateway_repricing (
            job {text} PRIMARY KEY,
            state {text} NOT NULL
        );
        INSERT INTO gateway_requests (id, day, at_ms, organization, project, team, user_id, end_user, key_id, tags, model, deployment, provider, endpoint,
            dialect_in, dialect_out, route, strategy, experiment, service_tier, streamed, status, http_status, finish_reason,
            input_tokens, cached_input_tokens, cache_write_tokens, cache_write_long_tokens, audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens,
            audio_output_tokens, image_output_tokens, tool_calls, usage_source, cost_nanos, upstream_cost_nanos, saved_nanos, cache_status, verdicts, notes,
            continuations, cut_off, price_version, trace_id, queue_us, first_byte_us, first_token_us, total_us, error_code, upstream_request_id)
        SELECT id, at_ms / 86400000, at_ms, organization, project, '', '', '', key_id, '', model, deployment, provider, endpoint,
            '', '', '', '', '', '', streamed, status, http_status, finish_reason,
            input_tokens, cached_input_tokens, cache_write_tokens, 0, 0, 0, output_tokens, reasoning_tokens,
            0, 0, 0, usage_source, cost_nanos, NULL, 0, '', '', '',
            0, '', price_version, trace_id, queue_us, NULL, first_token_us, total_us, error_code, upstream_request_id
        FROM gateway_ledger;
        DROP TABLE gateway_ledger
        """);

    private static readonly Migration Prices = new(112, "gateway: edited and imported prices", """
        CREATE TABLE gateway_prices (
            id {text} PRIMARY KEY,
            source {text} NOT NULL,
            model {text} NOT NULL,
            contract {text} NOT NULL,
            valid_from_ms BIGINT NOT NULL,
            body TEXT NOT NULL,
            edited_by {text} NOT NULL,
            edited_at_ms BIGINT NOT NULL
        );
        CREATE UNIQUE INDEX gateway_prices_entry ON gateway_prices (source, model, contract, valid_from_ms);
        CREATE TABLE gateway_unpriced (
            deployment {text} NOT NULL,
            price_version {text} NOT NULL,
            first_at_ms BIGINT NOT NULL,
            PRIMARY KEY (deployment, price_version)
        )
        """);

    private static readonly Migration Sums = new(113, "gateway: sums made from closed hours", """
        DROP TABLE gateway_usage;
        CREATE TABLE gateway_usage (
            hours BIGINT NOT NULL,
            start BIGINT NOT NULL,
            kind {text} NOT NULL,
            label {text} NOT NULL,
            organization {text} NOT NULL,
            project {text} NOT NULL,
            team {text} NOT NULL,
            user_id {text} NOT NULL,
            key_id {text} NOT NULL,
            model {text} NOT NULL,
            deployment {text} NOT NULL,
            provider {text} NOT NULL,
            endpoint {text} NOT NULL,
            requests BIGINT NOT NULL,
            failed BIGINT NOT NULL,
            unpriced BIGINT NOT NULL,
            unpriced_tokens BIGINT NOT NULL,
            input_tokens BIGINT NOT NULL,
            cached_input_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            cache_write_long_tokens BIGINT NOT NULL,
            audio_input_tokens BIGINT NOT NULL,
            image_input_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            reasoning_tokens BIGINT NOT NULL,
            audio_output_tokens BIGINT NOT NULL,
            image_output_tokens BIGINT NOT NULL,
            tool_calls BIGINT NOT NULL,
            cost_nanos BIGINT NOT NULL,
            upstream_cost_nanos BIGINT NOT NULL,
            saved_nanos BIGINT NOT NULL,
            total_us BIGINT NOT NULL
        );
        CREATE INDEX gateway_usage_start ON gateway_usage (hours, start);
        CREATE INDEX gateway_usage_project ON gateway_usage (project, kind, hours, start);
        CREATE INDEX gateway_usage_organization ON gateway_usage (organization, kind, hours, start);
        CREATE TABLE gateway_usage_hours (
            hour BIGINT PRIMARY KEY,
            version BIGINT NOT NULL
        );
        CREATE TABLE gateway_usage_days (
            day BIGINT PRIMARY KEY,
            state BIGINT NOT NULL
        );
        INSERT INTO gateway_usage_hours (hour, version) SELECT DISTINCT at_ms / 3600000, 1 FROM gateway_requests;
        INSERT INTO gateway_usage_days (day, state) SELECT DISTINCT day, 0 FROM gateway_requests
        """);
}
