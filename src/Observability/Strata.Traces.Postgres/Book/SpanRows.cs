using System.Buffers.Binary;
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres.Book;

/// <summary>Narrow rows of spans for who asks with SQL: by binary COPY into the partitions of their days. Strata's own queries do not read them.</summary>
internal static class SpanRows
{
    private const string Columns =
        "day, organization, project, trace_id, span_id, parent_id, begin_ns, duration_ns, status, name, service, operation, model, input_tokens, output_tokens, cost_nanos, session_id, user_id, key_id";

    /// <summary>Writes the rows of a batch.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="spans">The spans.</param>
    /// <param name="pastKnown">Whether rows that are there already are passed over, which costs a table between; else one of them fails the transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async ValueTask WriteAsync(DbConnection connection, SpanBatch spans, bool pastKnown, CancellationToken cancellationToken)
    {
        if (spans.Count == 0)
        {
            return;
        }

        var table = pastKnown ? "trace_spans_coming" : "trace_spans";
        if (pastKnown)
        {
            await connection.ExecuteAsync(new CommandDefinition("CREATE TEMPORARY TABLE trace_spans_coming (LIKE trace_spans) ON COMMIT DROP", cancellationToken: cancellationToken));
        }

        await using (var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"COPY {table} ({Columns}) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            for (var i = 0; i < spans.Count; i++)
            {
                await RowAsync(copy, spans[i], cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        if (pastKnown)
        {
            await connection.ExecuteAsync(new CommandDefinition($"INSERT INTO trace_spans ({Columns}) SELECT {Columns} FROM trace_spans_coming ON CONFLICT DO NOTHING", cancellationToken: cancellationToken));
        }
    }

    /// <summary>The day of a span.</summary>
    public static long DayOf(SpanRecord span) => span.StartNs / SegmentName.DayNs;

    private static async ValueTask RowAsync(NpgsqlBinaryImporter copy, SpanRecord span, CancellationToken cancellationToken)
    {
        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(DayOf(span), NpgsqlDbType.Bigint, cancellationToken);
        await TextAsync(span.Tenant.Organization);
        await TextAsync(span.Tenant.Project);
        await copy.WriteAsync(Id(span.TraceId), NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync(Id(span.SpanId), NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync(span.ParentId == 0 ? [] : Id(span.ParentId), NpgsqlDbType.Bytea, cancellationToken);
        await copy.WriteAsync(span.StartNs, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(span.DurationNs, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync((long)span.Status, NpgsqlDbType.Bigint, cancellationToken);
        await TextAsync(span.Name);
        await TextAsync(span.Origin.Service);
        await TextAsync(span.Operation);
        await TextAsync(span.RequestModel);
        await copy.WriteAsync(span.Usage.Prompt, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(span.Usage.Completion, NpgsqlDbType.Bigint, cancellationToken);
        if (span.CostNanos is { } cost)
        {
            await copy.WriteAsync(cost, NpgsqlDbType.Bigint, cancellationToken);
        }
        else
        {
            await copy.WriteNullAsync(cancellationToken);
        }

        await TextAsync(span.Session);
        await TextAsync(span.User);
        await TextAsync(span.Key);

        // PostgreSQL takes no U+0000 in a text; the spans themselves keep it.
        Task TextAsync(string text) => copy.WriteAsync(text.Replace('\0', '\uFFFD'), NpgsqlDbType.Text, cancellationToken);
    }

    private static byte[] Id(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    private static byte[] Id(ulong id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return bytes;
    }
}
