using Strata.Core.Storage;

namespace Strata.Storage.Queues;

/// <summary>The statements of the work queue. Only the row lock differs: SQLite has one writer and needs none.</summary>
internal static class QueueSql
{
    internal const string TimedOut = "The last delivery was not completed within its visibility timeout.";

    internal const string Enqueue = """
        INSERT INTO storage_queue (id, queue, payload, idempotency_key, visible_at_ms, deliveries, deliveries_max, dead)
        VALUES (@id, @queue, @payload, @key, @visible, 0, @deliveriesMax, 0)
        ON CONFLICT (queue, idempotency_key) DO NOTHING
        """;

    internal const string FindByKey = "SELECT id FROM storage_queue WHERE queue = @queue AND idempotency_key = @key";

    /// <summary>Read before taking, so that polling an empty queue writes nothing.</summary>
    internal const string AnyVisible = "SELECT 1 FROM storage_queue WHERE queue = @queue AND dead = 0 AND visible_at_ms <= @now LIMIT 1";

    internal const string Complete = "DELETE FROM storage_queue WHERE id = @id AND receipt = @receipt AND dead = 0";

    internal const string Abandon = """
        UPDATE storage_queue SET
            visible_at_ms = @visible,
            receipt = NULL,
            reason = @reason,
            dead = CASE WHEN deliveries >= deliveries_max THEN 1 ELSE 0 END,
            idempotency_key = CASE WHEN deliveries >= deliveries_max THEN NULL ELSE idempotency_key END
        WHERE id = @id AND receipt = @receipt AND dead = 0
        """;

    /// <summary>Items whose last delivery ran out, and that nobody asked for since.</summary>
    internal const string BuryTimedOut = """
        UPDATE storage_queue SET dead = 1, receipt = NULL, idempotency_key = NULL, reason = @timedOut
        WHERE queue = @queue AND dead = 0 AND visible_at_ms <= @now AND deliveries >= deliveries_max
        """;

    internal const string DeadLetters = """
        SELECT id, payload, deliveries, reason FROM storage_queue
        WHERE queue = @queue AND dead = 1 ORDER BY visible_at_ms, id LIMIT @most
        """;

    /// <summary>
    /// Takes the item that has been visible longest, or buries it where its last delivery ran out: one statement, so a
    /// crash leaves either state whole. Two takers on PostgreSQL skip each other's row instead of waiting.
    /// </summary>
    internal static string Take(SqlDialect dialect) => $"""
        UPDATE storage_queue SET
            visible_at_ms = CASE WHEN deliveries >= deliveries_max THEN visible_at_ms ELSE @until END,
            receipt = CASE WHEN deliveries >= deliveries_max THEN NULL ELSE @receipt END,
            reason = CASE WHEN deliveries >= deliveries_max THEN @timedOut ELSE reason END,
            idempotency_key = CASE WHEN deliveries >= deliveries_max THEN NULL ELSE idempotency_key END,
            dead = CASE WHEN deliveries >= deliveries_max THEN 1 ELSE 0 END,
            deliveries = CASE WHEN deliveries >= deliveries_max THEN deliveries ELSE deliveries + 1 END
        WHERE id = (
            SELECT id FROM storage_queue
            WHERE queue = @queue AND dead = 0 AND visible_at_ms <= @now
            ORDER BY visible_at_ms, id LIMIT 1 {(dialect == SqlDialect.Postgres ? "FOR UPDATE SKIP LOCKED" : "")})
        RETURNING id, payload, deliveries, dead
        """;
}
