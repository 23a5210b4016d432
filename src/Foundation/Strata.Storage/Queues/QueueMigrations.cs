using Strata.Core.Storage;

namespace Strata.Storage.Queues;

/// <summary>
/// The table of queued work. An item that is taken stays, hidden until its visibility ends. A dead letter gives its
/// idempotency key free; NULL keys never collide, on either database.
/// </summary>
internal static class QueueMigrations
{
    internal static IReadOnlyList<Migration> All { get; } =
    [
        new(2, "work queue", """
            CREATE TABLE storage_queue (
                id {text} PRIMARY KEY,
                queue {text} NOT NULL,
                payload TEXT NOT NULL,
                idempotency_key {text},
                visible_at_ms BIGINT NOT NULL,
                deliveries BIGINT NOT NULL,
                deliveries_max BIGINT NOT NULL,
                receipt {text},
                reason TEXT,
                dead BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX storage_queue_key ON storage_queue (queue, idempotency_key);
            CREATE INDEX storage_queue_visible ON storage_queue (queue, dead, visible_at_ms, id)
            """),
    ];
}
