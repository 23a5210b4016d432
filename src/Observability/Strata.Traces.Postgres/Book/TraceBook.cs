using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Strata.Core.Storage;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Postgres.Cache;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres.Book;

/// <summary>
/// What the replicas share, as SQL. Whoever changes the log, its floor or the list of segments holds the lock on the row of
/// <c>trace_head</c>: so records are committed in the order of their numbers, and one snapshot sees them and the segments as one.
/// </summary>
internal sealed class TraceBook(IDatabase database, TimeProvider time)
{
    public const string DaysLock = "SELECT pg_advisory_xact_lock(1400140386, hashtext(current_schema()))";
    private const string Head = "SELECT seq, floor, version FROM trace_head WHERE id = 1";
    private static readonly TimeSpan GoneKept = TimeSpan.FromMinutes(15);

    public static async ValueTask<HeadRow> HeadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<HeadRow>(new CommandDefinition(Head, cancellationToken: cancellationToken));

    /// <summary>Waits for the head and holds it to the end of the transaction. A holder whose machine vanished loses it after the given time.</summary>
    public static async ValueTask<HeadRow> LockAsync(DbConnection connection, TimeSpan idleMost, CancellationToken cancellationToken)
    {
        await IdleMostAsync(connection, idleMost, cancellationToken);
        return await connection.QuerySingleAsync<HeadRow>(new CommandDefinition(Head + " FOR UPDATE", cancellationToken: cancellationToken));
    }

    /// <summary>Whether this one makes segments now; false while another replica does.</summary>
    public static async ValueTask<bool> TryMillAsync(DbConnection connection, TimeSpan idleMost, CancellationToken cancellationToken)
    {
        await IdleMostAsync(connection, idleMost, cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT pg_try_advisory_xact_lock(1400140387, hashtext(current_schema()))", cancellationToken: cancellationToken));
    }

    public static async ValueTask<IReadOnlyList<long>> NumbersAsync(DbConnection connection, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition("SELECT number FROM trace_segments WHERE gone_ms IS NULL ORDER BY number", cancellationToken: cancellationToken))];

    public static async ValueTask<IReadOnlyList<SegmentRow>> SegmentsAsync(DbConnection connection, long[] numbers, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<SegmentRow>(new CommandDefinition("SELECT number, day, bytes, pinned FROM trace_segments WHERE number = ANY(@numbers)", new { numbers }, cancellationToken: cancellationToken))];

    /// <summary>The records behind one, in order, each given as it arrives.</summary>
    public static async ValueTask ReadAsync(DbConnection connection, long behind, Action<SharedRecord> each, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT seq, seals, raw_bytes, data FROM trace_batches WHERE seq > $1 ORDER BY seq", (NpgsqlConnection)connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = behind });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var raw = (int)rows.GetInt64(2);
            each(new SharedRecord(rows.GetInt64(0), rows.GetInt64(1) != 0, raw == 0 ? default : Packing.Unpack(rows.GetFieldValue<byte[]>(3), raw)));
        }
    }

    /// <summary>Appends records and moves the head to the last of them.</summary>
    public static async ValueTask AppendAsync(DbConnection connection, IReadOnlyList<SharedRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        var packed = new ByteWriter();
        foreach (var record in records)
        {
            packed.Clear();
            if (!record.Data.IsEmpty)
            {
                Packing.Pack(record.Data.Span, 1, packed);
            }

            await using var command = new NpgsqlCommand("INSERT INTO trace_batches (seq, seals, raw_bytes, data) VALUES ($1, $2, $3, $4)", (NpgsqlConnection)connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = record.Sequence });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = record.Seals ? 1 : 0 });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = record.Data.Length });
            command.Parameters.Add(new NpgsqlParameter { Value = packed.Memory, NpgsqlDbType = NpgsqlDbType.Bytea });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await connection.ExecuteAsync(new CommandDefinition("UPDATE trace_head SET seq = @Sequence WHERE id = 1", new { records[^1].Sequence }, cancellationToken: cancellationToken));
    }

    /// <summary>Up to which record of its local log a replica's spans are in the shared one.</summary>
    public static async ValueTask<long> ThroughAsync(DbConnection connection, string replica, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT through FROM trace_replicas WHERE id = @replica", new { replica }, cancellationToken: cancellationToken)) ?? 0;

    public async ValueTask SetThroughAsync(DbConnection connection, string replica, long through, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO trace_replicas (id, through, at_ms) VALUES (@replica, @through, @now) ON CONFLICT (id) DO UPDATE SET through = excluded.through, at_ms = excluded.at_ms",
            new { replica, through, now = NowMs }, cancellationToken: cancellationToken));

    /// <summary>Numbers for segments, each given once.</summary>
    public async ValueTask<Queue<long>> TakeNumbersAsync(int count, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var ids = (await connection.QueryAsync<long>(new CommandDefinition(
                    "INSERT INTO trace_numbers (at_ms) SELECT @now FROM generate_series(1, @count) RETURNING id", new { now = NowMs, count }, transaction, cancellationToken: token))).Order().ToArray();
                await connection.ExecuteAsync(new CommandDefinition("DELETE FROM trace_numbers WHERE id = ANY(@ids)", new { ids }, transaction, cancellationToken: token));
                return new Queue<long>(ids);
            },
            cancellationToken);

    /// <summary>Writes a segment: its chunks and its row in the list. Its file is read from this machine's disk.</summary>
    public static async ValueTask AddAsync(DbConnection connection, StoredSegment made, CancellationToken cancellationToken)
    {
        var segment = made.Segment;
        await using (var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync("COPY trace_chunks (day, number, chunk, data) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            for (long offset = 0, chunk = 0; offset < segment.FileBytes; offset += SegmentCache.ChunkBytes, chunk++)
            {
                var bytes = new byte[Math.Min(SegmentCache.ChunkBytes, segment.FileBytes - offset)];
                segment.ReadRaw(offset, bytes);
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync((long)made.Name.Day, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(made.Name.Number, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(chunk, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO trace_segments (number, day, spans, bytes, first_ns, last_ns, tenants, pinned)
            VALUES (@number, @day, @spans, @bytes, @first, @last, @tenants, @pinned)
            """,
            new
            {
                number = made.Name.Number,
                day = (long)made.Name.Day,
                spans = (long)segment.Rows,
                bytes = segment.FileBytes,
                first = segment.CountedStarts.Min,
                last = segment.CountedStarts.Max,
                tenants = string.Join('\n', Enumerable.Range(1, Math.Max(0, segment.LabelCount(Label.Tenant) - 1))
                    .Select(code => TenantText.Read(segment.LabelBytes(Label.Tenant, code).Span)).Select(t => $"{t.Organization}/{t.Project}")).Replace('\0', '\uFFFD'),
                pinned = PinnedParts.Write(segment),
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Takes segments off the list; their chunks stay for readers a while. False where one is off it already.</summary>
    public async ValueTask<bool> RemoveAsync(DbConnection connection, long[] numbers, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE trace_segments SET gone_ms = @now WHERE number = ANY(@numbers) AND gone_ms IS NULL", new { now = NowMs, numbers }, cancellationToken: cancellationToken)) == numbers.Length;

    /// <summary>Says that the list is another one, and, where a table became segments, that the log up to its end is in them.</summary>
    public static async ValueTask ChangedAsync(DbConnection connection, long? floor, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition("UPDATE trace_head SET version = version + 1, floor = COALESCE(@floor, floor) WHERE id = 1", new { floor }, cancellationToken: cancellationToken));
        if (floor is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM trace_batches WHERE seq <= @floor", new { floor }, cancellationToken: cancellationToken));
        }
    }

    /// <summary>Forgets a tenant's rows of a day, in the table for SQL.</summary>
    public static async ValueTask ForgetAsync(DbConnection connection, Spans.Tenant tenant, long day, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM trace_spans WHERE day = @day AND organization = @Organization AND project = @Project", new { day, tenant.Organization, tenant.Project }, cancellationToken: cancellationToken));

    /// <summary>Deletes what left the list long enough ago that no query reads it, and returns the earliest day that is listed; null where none is.</summary>
    public async ValueTask<long?> PurgeAsync(CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var before = NowMs - (long)GoneKept.TotalMilliseconds;
                await connection.ExecuteAsync(new CommandDefinition(
                    "DELETE FROM trace_chunks c USING trace_segments s WHERE s.number = c.number AND s.day = c.day AND s.gone_ms < @before", new { before }, transaction, cancellationToken: token));
                await connection.ExecuteAsync(new CommandDefinition("DELETE FROM trace_segments WHERE gone_ms < @before", new { before }, transaction, cancellationToken: token));
                return await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT MIN(day) FROM trace_segments", transaction: transaction, cancellationToken: token));
            },
            cancellationToken);

    /// <summary>Chunks of a segment from the database.</summary>
    public async ValueTask<IReadOnlyList<byte[]>> ChunksAsync((long Number, int Day, int From, int To) asked, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<byte[]>(new CommandDefinition(
            "SELECT data FROM trace_chunks WHERE number = @number AND day = @day AND chunk BETWEEN @from AND @to ORDER BY chunk",
            new { number = asked.Number, day = (long)asked.Day, from = (long)asked.From, to = (long)asked.To }, cancellationToken: cancellationToken))];
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async ValueTask IdleMostAsync(DbConnection connection, TimeSpan idleMost, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT set_config('idle_in_transaction_session_timeout', @most, true)", new { most = $"{(int)idleMost.TotalSeconds}s" }, cancellationToken: cancellationToken));
}
