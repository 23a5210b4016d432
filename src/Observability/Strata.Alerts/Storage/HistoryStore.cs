using Dapper;
using Strata.Core.Storage;

namespace Strata.Alerts.Storage;

/// <summary>The history, newest first.</summary>
public sealed class HistoryStore(IDatabase database)
{
    /// <summary>Lines of a page at most.</summary>
    public const int PageMax = 500;

    internal const string Insert = """
        INSERT INTO alert_events (id, organization, project, rule, fingerprint, at_ms, happened, labels, words)
        VALUES (@Id, @Organization, @Project, @Rule, @Fingerprint, @AtMs, @Happened, @Labels, @Words)
        """;

    private const string Read = """
        SELECT id AS Id, organization AS Organization, project AS Project, rule AS Rule, fingerprint AS Fingerprint, at_ms AS AtMs, happened AS Happened, labels AS Labels, words AS Words
        FROM alert_events WHERE organization = @organization AND project = @project AND id < @before AND (@rule = '' OR rule = @rule)
        ORDER BY id DESC LIMIT @count
        """;

    /// <summary>A page of a project's history.</summary>
    public async ValueTask<IReadOnlyList<AlertEvent>> ListAsync((string Organization, string Project) whose, string? rule, string? before, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<EventRow>(new CommandDefinition(
            Read, new { organization = whose.Organization, project = whose.Project, rule = rule ?? "", before = before ?? "aev_~", count = Math.Clamp(count, 1, PageMax) }, cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToEvent())];
    }

    /// <summary>Adds a line outside of a look at the rules.</summary>
    public async ValueTask AddAsync(AlertEvent line, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(Insert, RowOf(line), transaction, cancellationToken: token)), cancellationToken);

    /// <summary>Takes lines and messages away that are older than a moment.</summary>
    public async ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var ms = before.ToUnixTimeMilliseconds();
        await database.WriteAsync(
            async (connection, transaction, token) =>
                await connection.ExecuteAsync(new CommandDefinition("DELETE FROM alert_events WHERE at_ms < @ms", new { ms }, transaction, cancellationToken: token))
                + await connection.ExecuteAsync(new CommandDefinition("DELETE FROM alert_deliveries WHERE created_ms < @ms", new { ms }, transaction, cancellationToken: token))
                + await connection.ExecuteAsync(new CommandDefinition("DELETE FROM alert_silences WHERE until_ms < @ms", new { ms }, transaction, cancellationToken: token)),
            cancellationToken);
    }

    internal static object RowOf(AlertEvent line) => new
    {
        line.Id, line.Organization, line.Project, line.Rule, line.Fingerprint, AtMs = line.At.ToUnixTimeMilliseconds(), line.Happened, Labels = StateStore.Json(line.Labels), Words = line.Text,
    };

    private sealed class EventRow
    {
        public string Id { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Project { get; init; } = "";

        public string Rule { get; init; } = "";

        public string Fingerprint { get; init; } = "";

        public long AtMs { get; init; }

        public string Happened { get; init; } = "";

        public string Labels { get; init; } = "{}";

        public string Words { get; init; } = "";

        public AlertEvent ToEvent() => new()
        {
            Id = Id,
            Organization = Organization,
            Project = Project,
            Rule = Rule,
            Fingerprint = Fingerprint,
            At = DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
            Happened = Happened,
            Labels = StateStore.Labels(Labels),
            Text = Words,
        };
    }
}
