using System.Text;
using Dapper;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Storage.Naming;

namespace Strata.Storage.Queues;

/// <summary>
/// A work queue as a table. Order is by the time an item became visible, so a returned item does not overtake the ones
/// that waited. Each delivery has a receipt of its own: a worker that slept past its timeout completes nothing.
/// </summary>
internal sealed class SqlWorkQueue(IDatabase database, TimeProvider time, IIdSource ids) : IWorkQueue
{
    internal const int PayloadBytesMax = 1 << 20;
    internal const int DeadLettersMax = 1000;

    public async ValueTask<string> EnqueueAsync(string queue, string payload, EnqueueOptions options, CancellationToken cancellationToken)
    {
        StoreNames.ThrowIfBad(queue, nameof(queue));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(payload), PayloadBytesMax, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DeliveriesMax, 1, nameof(options));
        var row = new
        {
            id = ids.Next("work"),
            queue,
            payload,
            key = options.IdempotencyKey,
            visible = Now() + (long)options.Delay.TotalMilliseconds,
            deliveriesMax = (long)options.DeliveriesMax,
        };
        while (true)
        {
            var id = await database.WriteAsync(
                async (connection, transaction, stop) =>
                    await connection.ExecuteAsync(new CommandDefinition(QueueSql.Enqueue, row, transaction, cancellationToken: stop)) == 1
                        ? row.id
                        : await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(QueueSql.FindByKey, row, transaction, cancellationToken: stop)),
                cancellationToken);
            // Null where the earlier item was completed between the two statements: then this one is the first again.
            if (id is not null)
            {
                return id;
            }
        }
    }

    public async ValueTask<WorkItem?> TakeAsync(string queue, TimeSpan visibility, CancellationToken cancellationToken)
    {
        StoreNames.ThrowIfBad(queue, nameof(queue));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibility, TimeSpan.Zero);
        var receipt = ids.Next("receipt");
        while (await AnyVisibleAsync(queue, cancellationToken))
        {
            var now = Now();
            var parameters = new { queue, now, until = now + (long)visibility.TotalMilliseconds, receipt, timedOut = QueueSql.TimedOut };
            var row = await database.WriteAsync(
                async (connection, transaction, stop) => await connection.QuerySingleOrDefaultAsync<TakenRow>(
                    new CommandDefinition(QueueSql.Take(database.Dialect), parameters, transaction, cancellationToken: stop)),
                cancellationToken);
            if (row is null)
            {
                return null;
            }

            if (row.Dead == 0)
            {
                return new WorkItem(queue, row.Id, row.Payload, (int)row.Deliveries, receipt);
            }
        }

        return null;
    }

    public async ValueTask<bool> CompleteAsync(WorkItem item, CancellationToken cancellationToken) =>
        await ExecuteAsync(QueueSql.Complete, new { id = item.Id, receipt = item.Receipt }, cancellationToken) == 1;

    public async ValueTask<bool> AbandonAsync(WorkItem item, TimeSpan delay, string reason, CancellationToken cancellationToken)
    {
        var parameters = new { id = item.Id, receipt = item.Receipt, reason, visible = Now() + (long)delay.TotalMilliseconds };
        return await ExecuteAsync(QueueSql.Abandon, parameters, cancellationToken) == 1;
    }

    public async ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(string queue, int most, CancellationToken cancellationToken)
    {
        var parameters = new { queue, most = Math.Clamp(most, 0, DeadLettersMax), now = Now(), timedOut = QueueSql.TimedOut };
        await ExecuteAsync(QueueSql.BuryTimedOut, parameters, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<DeadLetterRow>(new CommandDefinition(QueueSql.DeadLetters, parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new DeadLetter(row.Id, row.Payload, (int)row.Deliveries, row.Reason))];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async ValueTask<bool> AnyVisibleAsync(string queue, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<long?>(
            new CommandDefinition(QueueSql.AnyVisible, new { queue, now = Now() }, cancellationToken: cancellationToken)) is not null;
    }

    private ValueTask<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, stop) => await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: stop)),
            cancellationToken);
}
