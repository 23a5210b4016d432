using Dapper;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Scores;

/// <summary>Scores and annotations, in the database: few rows beside the spans, and written again when someone changes their mind.</summary>
public sealed class ScoreStore(IDatabase database, IIdSource ids, TimeProvider time)
{
    /// <summary>Scores that one filter test may pass; the newest count.</summary>
    public const int MatchesMax = 100_000;

    private const int NameCharsMax = 200;
    private const int TracesMax = 500;

    private const string Columns = "id AS Id, trace_id AS TraceId, span_id AS SpanId, name AS Name, source AS Source, value AS Value, label AS Label, comment AS Comment, author AS Author, at_ms AS AtMs";

    private const string Upsert = """
        INSERT INTO trace_scores (organization, project, trace_id, span_id, name, source, id, value, label, comment, author, at_ms)
        VALUES (@Organization, @Project, @TraceId, @SpanId, @Name, @Source, @Id, @Value, @Label, @Comment, @Author, @AtMs)
        ON CONFLICT (organization, project, trace_id, span_id, name, source)
        DO UPDATE SET id = excluded.id, value = excluded.value, label = excluded.label, comment = excluded.comment, author = excluded.author, at_ms = excluded.at_ms
        WHERE excluded.at_ms >= trace_scores.at_ms
        """;

    /// <summary>Puts scores down; each takes the place of an older one of the same trace, span, name and source.</summary>
    /// <returns>The scores as they were stored; a problem where one is malformed, and then none was.</returns>
    public async ValueTask<Result<IReadOnlyList<Score>>> PutAsync(Tenant tenant, IReadOnlyList<Score> scores, CancellationToken cancellationToken)
    {
        var stored = new List<Score>(scores.Count);
        foreach (var score in scores)
        {
            if (Wrong(score) is { } wrong)
            {
                return wrong;
            }

            stored.Add(score with { Id = score.Id.Length == 0 ? ids.Next("score") : score.Id, At = score.At == default ? time.GetUtcNow() : score.At });
        }

        var rows = stored.Select(s => ScoreRow.Of(tenant, s)).ToArray();
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(Upsert, rows, transaction, cancellationToken: token)), cancellationToken);
        return stored;
    }

    /// <summary>The scores of a trace and its spans, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Score>> OfTraceAsync(Tenant tenant, UInt128 traceId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ScoreRow>(new CommandDefinition(
            $"SELECT {Columns} FROM trace_scores WHERE organization = @Organization AND project = @Project AND trace_id = @TraceId ORDER BY at_ms, id",
            new { tenant.Organization, tenant.Project, TraceId = traceId.ToString("x32") },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToScore())];
    }

    /// <summary>The scores of some traces and their spans, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Score>> OfTracesAsync(Tenant tenant, IReadOnlyList<UInt128> traceIds, CancellationToken cancellationToken)
    {
        if (traceIds.Count == 0)
        {
            return [];
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ScoreRow>(new CommandDefinition(
            $"SELECT {Columns} FROM trace_scores WHERE organization = @Organization AND project = @Project AND trace_id IN @Traces ORDER BY at_ms, id",
            new { tenant.Organization, tenant.Project, Traces = traceIds.Take(TracesMax).Select(t => t.ToString("x32")).ToArray() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToScore())];
    }

    /// <summary>The newest scores of a tenant, of one name where it is given.</summary>
    public async ValueTask<IReadOnlyList<Score>> NewestAsync(Tenant tenant, string? name, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ScoreRow>(new CommandDefinition(
            $"SELECT {Columns} FROM trace_scores WHERE organization = @Organization AND project = @Project {(name is null ? "" : "AND name = @Name")} ORDER BY at_ms DESC, id LIMIT @Count",
            new { tenant.Organization, tenant.Project, Name = name ?? "", Count = Math.Clamp(count, 0, MatchesMax) },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToScore())];
    }

    /// <summary>Takes a score away; a problem where the tenant has none of this id.</summary>
    public async ValueTask<Result<Done>> DeleteAsync(Tenant tenant, string id, CancellationToken cancellationToken)
    {
        var gone = await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM trace_scores WHERE organization = @Organization AND project = @Project AND id = @Id", new { tenant.Organization, tenant.Project, Id = id }, transaction, cancellationToken: token)),
            cancellationToken);
        return gone == 0 ? Problem.NotFound($"There is no score '{id}'.", "id") : Done.Value;
    }

    internal async ValueTask<ScoredSpans> MatchAsync(Tenant tenant, FilterNode.Compare compare, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { tenant.Organization, tenant.Project, Name = compare.Field.Key, Most = MatchesMax });
        var sql = $"SELECT trace_id AS TraceId, span_id AS SpanId FROM trace_scores WHERE organization = @Organization AND project = @Project AND name = @Name {Test(compare, parameters)} ORDER BY at_ms DESC LIMIT @Most";
        var found = new ScoredSpans([], []);
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var (trace, span) in await connection.QueryAsync<(string, string)>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)))
        {
            var (traceId, spanId) = (ScoreRow.Trace(trace), ScoreRow.Span(span));
            if (spanId == 0)
            {
                found.Traces.Add(traceId);
            }
            else
            {
                found.Spans.Add((traceId, spanId));
            }
        }

        return found;
    }

    private static string Test(FilterNode.Compare compare, DynamicParameters parameters)
    {
        if (compare.Operator == FilterOperator.Exists)
        {
            return "";
        }

        var tests = new List<string>();
        for (var i = 0; i < compare.Values.Count; i++)
        {
            var value = compare.Values[i];
            if (value is { Number: { } number, Quoted: false })
            {
                parameters.Add($"v{i}", number);
                tests.Add($"value {Sign(compare.Operator)} @v{i}");
            }
            else
            {
                parameters.Add($"v{i}", value.Text);
                tests.Add($"(label <> '' AND label {Sign(compare.Operator)} @v{i})");
            }
        }

        return $"AND ({string.Join(" OR ", tests)})";
    }

    private static string Sign(FilterOperator op) => op switch
    {
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        _ => "=",
    };

    private static Problem? Wrong(Score score) => score switch
    {
        { TraceId: var trace } when trace == 0 => Problem.Invalid("A score needs the id of a trace.", "trace_id"),
        { Name: "" } or { Name.Length: > NameCharsMax } => Problem.Invalid($"A score's name has 1 to {NameCharsMax} characters.", "name"),
        { Source: "" } or { Source.Length: > NameCharsMax } => Problem.Invalid($"A score's source has 1 to {NameCharsMax} characters.", "source"),
        { Label.Length: > NameCharsMax } => Problem.Invalid($"A score's label has at most {NameCharsMax} characters.", "label"),
        { Comment.Length: > Score.CommentCharsMax } => Problem.Invalid($"A comment has at most {Score.CommentCharsMax} characters.", "comment"),
        { Value: { } value } when !double.IsFinite(value) => Problem.Invalid("A score's value is a finite number.", "value"),
        { Value: null, Label: "", Comment: "" } => Problem.Invalid("A score needs a value, a label or a comment.", "value"),
        _ => null,
    };
}
