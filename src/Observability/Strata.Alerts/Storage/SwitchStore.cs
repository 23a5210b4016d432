using Dapper;
using Strata.Alerts.Rules;
using Strata.Alerts.Switches;
using Strata.Core.Storage;

namespace Strata.Alerts.Storage;

/// <summary>Keys that rules have stopped.</summary>
public sealed class SwitchStore(IDatabase database)
{
    internal const string Insert = """
        INSERT INTO alert_switches (id, organization, project, rule, key_id, action, cut_to, state, words, at_ms, released_ms, released_by)
        VALUES (@Id, @Organization, @Project, @Rule, @KeyId, @Action, @CutTo, @State, @Words, @AtMs, @ReleasedMs, @ReleasedBy)
        """;

    private const string Columns = """
        SELECT id AS Id, organization AS Organization, project AS Project, rule AS Rule, key_id AS KeyId, action AS Action, cut_to AS CutTo, state AS State,
            words AS Words, at_ms AS AtMs, released_ms AS ReleasedMs, released_by AS ReleasedBy FROM alert_switches
        """;

    /// <summary>Those that are not released.</summary>
    public ValueTask<IReadOnlyList<SwitchRecord>> OpenAsync(CancellationToken cancellationToken) =>
        ReadAsync($"{Columns} WHERE state <> 'released'", new { }, cancellationToken);

    /// <summary>A project's, newest first.</summary>
    public ValueTask<IReadOnlyList<SwitchRecord>> ListAsync((string Organization, string Project) whose, CancellationToken cancellationToken) =>
        ReadAsync($"{Columns} WHERE organization = @organization AND project = @project ORDER BY id DESC LIMIT 500", new { organization = whose.Organization, project = whose.Project }, cancellationToken);

    /// <summary>Writes down where one stands.</summary>
    public async ValueTask UpdateAsync(SwitchRecord record, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE alert_switches SET state = @State, released_ms = @ReleasedMs, released_by = @ReleasedBy WHERE id = @Id", RowOf(record), transaction, cancellationToken: token)),
            cancellationToken);

    internal static object RowOf(SwitchRecord record) => new SwitchRow
    {
        Id = record.Id,
        Organization = record.Organization,
        Project = record.Project,
        Rule = record.Rule,
        KeyId = record.Key,
        Action = record.Action.ToString().ToLowerInvariant(),
        CutTo = record.CutTo,
        State = record.State.ToString().ToLowerInvariant(),
        Words = record.Text,
        AtMs = record.At.ToUnixTimeMilliseconds(),
        ReleasedMs = record.ReleasedAt?.ToUnixTimeMilliseconds(),
        ReleasedBy = record.ReleasedBy,
    };

    private async ValueTask<IReadOnlyList<SwitchRecord>> ReadAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<SwitchRow>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).Select(r => r.ToRecord())];
    }

    private sealed class SwitchRow
    {
        public string Id { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Project { get; init; } = "";

        public string Rule { get; init; } = "";

        public string KeyId { get; init; } = "";

        public string Action { get; init; } = "";

        public long CutTo { get; init; }

        public string State { get; init; } = "";

        public string Words { get; init; } = "";

        public long AtMs { get; init; }

        public long? ReleasedMs { get; init; }

        public string? ReleasedBy { get; init; }

        public SwitchRecord ToRecord() => new()
        {
            Id = Id,
            Organization = Organization,
            Project = Project,
            Rule = Rule,
            Key = KeyId,
            Action = Enum.Parse<KillAction>(Action, ignoreCase: true),
            CutTo = CutTo,
            State = Enum.Parse<SwitchState>(State, ignoreCase: true),
            Text = Words,
            At = DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
            ReleasedAt = ReleasedMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
            ReleasedBy = ReleasedBy,
        };
    }
}
