using System.Text.Json;
using Dapper;
using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;
using Strata.Alerts.Silences;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Alerts.Storage;

/// <summary>What people write down: rules, receivers and silences. A row that this build cannot read is left out and stays where it is.</summary>
public sealed class DefinitionStore(IDatabase database)
{
    /// <summary>Rules, receivers or silences of one project at most.</summary>
    public const int ProjectMax = 1_000;

    /// <summary>All rules.</summary>
    public async ValueTask<IReadOnlyList<AlertRule>> RulesAsync(CancellationToken cancellationToken) =>
        [.. (await BodiesAsync("SELECT organization AS Organization, project AS Project, id AS Name, body AS Body FROM alert_rules ORDER BY id", cancellationToken))
            .Select(r => Parse(r.Body, BodyJson.Default.RuleBody) is { } body && RuleReader.Read((r.Organization, r.Project), r.Name, AlertRule.Database, body).Try(out var rule, out _) ? rule : null)
            .OfType<AlertRule>()];

    /// <summary>All receivers.</summary>
    public async ValueTask<IReadOnlyList<Receiver>> ReceiversAsync(CancellationToken cancellationToken) =>
        [.. (await BodiesAsync("SELECT organization AS Organization, project AS Project, name AS Name, body AS Body FROM alert_receivers ORDER BY name", cancellationToken))
            .Select(r => Parse(r.Body, BodyJson.Default.ReceiverBody) is { } body && ReceiverReader.Read((r.Organization, r.Project), r.Name, body).Try(out var receiver, out _) ? receiver : null)
            .OfType<Receiver>()];

    /// <summary>All silences that are not over.</summary>
    public async ValueTask<IReadOnlyList<Silence>> SilencesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<SilenceRow>(new CommandDefinition(
            """
            SELECT id AS Id, organization AS Organization, project AS Project, matchers AS Matchers, from_ms AS FromMs, until_ms AS UntilMs, comment AS Comment, author AS Author
            FROM alert_silences WHERE until_ms > @now ORDER BY id
            """,
            new { now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToSilence())];
    }

    /// <summary>Makes or replaces a rule.</summary>
    public ValueTask<Result<Done>> PutRuleAsync(AlertRule rule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return PutAsync("alert_rules", "id", (rule.Organization, rule.Project, rule.Id), JsonSerializer.Serialize(rule.Body, BodyJson.Default.RuleBody), now, cancellationToken);
    }

    /// <summary>Takes a rule away; false where there is none.</summary>
    public ValueTask<bool> RemoveRuleAsync((string Organization, string Project) whose, string id, CancellationToken cancellationToken) =>
        ChangeAsync("DELETE FROM alert_rules WHERE organization = @organization AND project = @project AND id = @id", new { organization = whose.Organization, project = whose.Project, id }, cancellationToken);

    /// <summary>Makes or replaces a receiver.</summary>
    public ValueTask<Result<Done>> PutReceiverAsync((string Organization, string Project) whose, string name, ReceiverBody body, DateTimeOffset now, CancellationToken cancellationToken) =>
        PutAsync("alert_receivers", "name", (whose.Organization, whose.Project, name), JsonSerializer.Serialize(body, BodyJson.Default.ReceiverBody), now, cancellationToken);

    /// <summary>Takes a receiver away; false where there is none.</summary>
    public ValueTask<bool> RemoveReceiverAsync((string Organization, string Project) whose, string name, CancellationToken cancellationToken) =>
        ChangeAsync("DELETE FROM alert_receivers WHERE organization = @organization AND project = @project AND name = @name", new { organization = whose.Organization, project = whose.Project, name }, cancellationToken);

    /// <summary>Adds a silence.</summary>
    public ValueTask<bool> AddSilenceAsync(Silence silence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(silence);
        return ChangeAsync(
            "INSERT INTO alert_silences (id, organization, project, matchers, from_ms, until_ms, comment, author) VALUES (@Id, @Organization, @Project, @Matchers, @FromMs, @UntilMs, @Comment, @Author)",
            SilenceRow.Of(silence),
            cancellationToken);
    }

    /// <summary>Ends a silence; false where there is none.</summary>
    public ValueTask<bool> RemoveSilenceAsync((string Organization, string Project) whose, string id, CancellationToken cancellationToken) =>
        ChangeAsync("DELETE FROM alert_silences WHERE organization = @organization AND project = @project AND id = @id", new { organization = whose.Organization, project = whose.Project, id }, cancellationToken);

    private static T? Parse<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null; // written by a newer build
        }
    }

    private ValueTask<Result<Done>> PutAsync(string table, string column, (string Organization, string Project, string Name) which, string body, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<Result<Done>>(
            async (connection, transaction, token) =>
            {
                var values = new { organization = which.Organization, project = which.Project, name = which.Name, body, now = now.ToUnixTimeMilliseconds() };
                var count = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    $"SELECT COUNT(*) FROM {table} WHERE organization = @organization AND project = @project AND {column} <> @name", values, transaction, cancellationToken: token));
                if (count >= ProjectMax)
                {
                    return new Problem(ProblemCode.TooLarge, $"A project has at most {ProjectMax} of them. Take one away first.");
                }

                await connection.ExecuteAsync(new CommandDefinition(
                    $"""
                     INSERT INTO {table} (organization, project, {column}, body, updated_ms) VALUES (@organization, @project, @name, @body, @now)
                     ON CONFLICT (organization, project, {column}) DO UPDATE SET body = excluded.body, updated_ms = excluded.updated_ms
                     """,
                    values,
                    transaction,
                    cancellationToken: token));
                return Done.Value;
            },
            cancellationToken);

    private async ValueTask<bool> ChangeAsync(string sql, object values, CancellationToken cancellationToken) =>
        await database.WriteAsync(async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: token)), cancellationToken) > 0;

    private async ValueTask<IEnumerable<BodyRow>> BodiesAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryAsync<BodyRow>(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    private sealed class BodyRow
    {
        public string Organization { get; init; } = "";

        public string Project { get; init; } = "";

        public string Name { get; init; } = "";

        public string Body { get; init; } = "";
    }

    private sealed class SilenceRow
    {
        public string Id { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Project { get; init; } = "";

        public string Matchers { get; init; } = "";

        public long FromMs { get; init; }

        public long UntilMs { get; init; }

        public string Comment { get; init; } = "";

        public string Author { get; init; } = "";

        public static SilenceRow Of(Silence silence) => new()
        {
            Id = silence.Id,
            Organization = silence.Organization,
            Project = silence.Project,
            Matchers = string.Join('\n', silence.Matchers),
            FromMs = silence.From.ToUnixTimeMilliseconds(),
            UntilMs = silence.Until.ToUnixTimeMilliseconds(),
            Comment = silence.Comment,
            Author = silence.By,
        };

        public Silence ToSilence() => new()
        {
            Id = Id,
            Organization = Organization,
            Project = Project,
            Matchers = [.. Matchers.Split('\n').Select(m => LabelMatcher.Read(m)).Where(m => m.IsOk).Select(m => m.Value)],
            From = DateTimeOffset.FromUnixTimeMilliseconds(FromMs),
            Until = DateTimeOffset.FromUnixTimeMilliseconds(UntilMs),
            Comment = Comment,
            By = Author,
        };
    }
}
