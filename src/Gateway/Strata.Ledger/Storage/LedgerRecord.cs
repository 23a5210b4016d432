using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>
/// A row as the database holds it. Texts that callers and providers chose may hold a zero character, which PostgreSQL takes in
/// no text: it is replaced here, or one such row would hold up all that follow it.
/// </summary>
internal sealed class LedgerRecord
{
    public const string Columns = """
        id AS Id, at_ms AS AtMs, organization AS Organization, project AS Project, key_id AS KeyId, model AS Model, deployment AS Deployment,
        provider AS Provider, endpoint AS Endpoint, streamed AS Streamed, status AS Status, http_status AS HttpStatus, finish_reason AS FinishReason,
        input_tokens AS Input, cached_input_tokens AS CachedInput, cache_write_tokens AS CacheWrite, output_tokens AS Output,
        reasoning_tokens AS Reasoning, usage_source AS UsageSource, cost_nanos AS CostNanos, price_version AS PriceVersion, trace_id AS TraceId,
        queue_us AS QueueUs, first_token_us AS FirstTokenUs, total_us AS TotalUs, error_code AS ErrorCode, upstream_request_id AS UpstreamRequestId
        """;

    public const string Insert = """
        INSERT INTO gateway_ledger (id, at_ms, organization, project, key_id, model, deployment, provider, endpoint, streamed, status, http_status,
            finish_reason, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, usage_source, cost_nanos,
            price_version, trace_id, queue_us, first_token_us, total_us, error_code, upstream_request_id)
        VALUES (@Id, @AtMs, @Organization, @Project, @KeyId, @Model, @Deployment, @Provider, @Endpoint, @Streamed, @Status, @HttpStatus,
            @FinishReason, @Input, @CachedInput, @CacheWrite, @Output, @Reasoning, @UsageSource, @CostNanos,
            @PriceVersion, @TraceId, @QueueUs, @FirstTokenUs, @TotalUs, @ErrorCode, @UpstreamRequestId)
        ON CONFLICT (id) DO NOTHING
        """;

    public string Id { get; set; } = "";

    public long AtMs { get; set; }

    public string Organization { get; set; } = "";

    public string Project { get; set; } = "";

    public string KeyId { get; set; } = "";

    public string Model { get; set; } = "";

    public string Deployment { get; set; } = "";

    public string Provider { get; set; } = "";

    public string Endpoint { get; set; } = "";

    public int Streamed { get; set; }

    public string Status { get; set; } = "";

    public int HttpStatus { get; set; }

    public string FinishReason { get; set; } = "";

    public long Input { get; set; }

    public long CachedInput { get; set; }

    public long CacheWrite { get; set; }

    public long Output { get; set; }

    public long Reasoning { get; set; }

    public string UsageSource { get; set; } = "";

    public long? CostNanos { get; set; }

    public string PriceVersion { get; set; } = "";

    public string TraceId { get; set; } = "";

    public long QueueUs { get; set; }

    public long? FirstTokenUs { get; set; }

    public long TotalUs { get; set; }

    public string ErrorCode { get; set; } = "";

    public string UpstreamRequestId { get; set; } = "";

    public static LedgerRecord From(LedgerRow row) => new()
    {
        Id = row.Id,
        AtMs = row.At.ToUnixTimeMilliseconds(),
        Organization = row.Organization,
        Project = row.Project,
        KeyId = row.KeyId,
        Model = Storable(row.Model),
        Deployment = Storable(row.Deployment),
        Provider = Storable(row.Provider),
        Endpoint = row.Endpoint,
        Streamed = row.Stream ? 1 : 0,
        Status = LedgerWords.Of(row.Status),
        HttpStatus = row.HttpStatus,
        FinishReason = Storable(row.FinishReason),
        Input = row.Usage.Input,
        CachedInput = row.Usage.CachedInput,
        CacheWrite = row.Usage.CacheWrite,
        Output = row.Usage.Output,
        Reasoning = row.Usage.Reasoning,
        UsageSource = LedgerWords.Of(row.UsageSource),
        CostNanos = row.CostNanos,
        PriceVersion = row.PriceVersion,
        TraceId = row.TraceId,
        QueueUs = (long)row.Queue.TotalMicroseconds,
        FirstTokenUs = (long?)row.FirstToken?.TotalMicroseconds,
        TotalUs = (long)row.Total.TotalMicroseconds,
        ErrorCode = Storable(row.ErrorCode),
        UpstreamRequestId = Storable(row.UpstreamRequestId),
    };

    public LedgerRow ToRow() => new()
    {
        Id = Id,
        At = DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
        Organization = Organization,
        Project = Project,
        KeyId = KeyId,
        Model = Model,
        Deployment = Deployment,
        Provider = Provider,
        Endpoint = Endpoint,
        Stream = Streamed != 0,
        Status = LedgerWords.Status(Status) ?? LedgerStatus.Failed,
        HttpStatus = HttpStatus,
        FinishReason = FinishReason,
        Usage = new TokenUsage { Input = Input, CachedInput = CachedInput, CacheWrite = CacheWrite, Output = Output, Reasoning = Reasoning },
        UsageSource = LedgerWords.Source(UsageSource),
        CostNanos = CostNanos,
        PriceVersion = PriceVersion,
        TraceId = TraceId,
        Queue = TimeSpan.FromMicroseconds(QueueUs),
        FirstToken = FirstTokenUs is { } first ? TimeSpan.FromMicroseconds(first) : null,
        Total = TimeSpan.FromMicroseconds(TotalUs),
        ErrorCode = ErrorCode,
        UpstreamRequestId = UpstreamRequestId,
    };

    private static string Storable(string text) => text.Replace('\0', '\uFFFD');
}
