using System.Text.Json;
using Dapper;
using Strata.Alerts.Notices;
using Strata.Alerts.States;
using Strata.Core.Storage;

namespace Strata.Alerts.Storage;

/// <summary>What is known of alerts and of what receivers were told: read at a start, written with each change.</summary>
public sealed class StateStore(IDatabase database)
{
    private const string PutState = """
        INSERT INTO alert_states (rule, fingerprint, phase, labels, since_ms, fired_ms, resolved_ms, figure, words)
        VALUES (@Rule, @Fingerprint, @Phase, @Labels, @SinceMs, @FiredMs, @ResolvedMs, @Figure, @Words)
        ON CONFLICT (rule, fingerprint) DO UPDATE SET phase = excluded.phase, labels = excluded.labels, since_ms = excluded.since_ms,
            fired_ms = excluded.fired_ms, resolved_ms = excluded.resolved_ms, figure = excluded.figure, words = excluded.words
        """;

    private const string PutGroup = """
        INSERT INTO alert_groups (rule, receiver, label_group, sent_ms, told) VALUES (@Rule, @Receiver, @Group, @SentMs, @Told)
        ON CONFLICT (rule, receiver, label_group) DO UPDATE SET sent_ms = excluded.sent_ms, told = excluded.told
        """;

    private const string ReadStates = """
        SELECT rule AS Rule, fingerprint AS Fingerprint, phase AS Phase, labels AS Labels, since_ms AS SinceMs, fired_ms AS FiredMs,
            resolved_ms AS ResolvedMs, figure AS Figure, words AS Words FROM alert_states
        """;

    /// <summary>Writes what changed, all or nothing.</summary>
    public async ValueTask CommitAsync(AlertChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                Task Run(string sql, object values) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: token));
                await Run(PutState, changes.Put.Select(StateRow.Of));
                await Run("DELETE FROM alert_states WHERE rule = @Rule AND fingerprint = @Fingerprint", changes.Forget.Select(a => new { a.Rule, a.Fingerprint }));
                await Run(PutGroup, changes.Groups.Where(g => g.Told.Count > 0).Select(g => new { g.Rule, g.Receiver, g.Group, SentMs = g.SentAt.ToUnixTimeMilliseconds(), Told = string.Join(',', g.Told) }));
                await Run("DELETE FROM alert_groups WHERE rule = @Rule AND receiver = @Receiver AND label_group = @Group", changes.Groups.Where(g => g.Told.Count == 0).Select(g => new { g.Rule, g.Receiver, g.Group }));
                await Run(HistoryStore.Insert, changes.Events.Select(HistoryStore.RowOf));
                await Run(DeliveryStore.Insert, changes.Deliveries.Select(DeliveryStore.RowOf));
                await Run(SwitchStore.Insert, changes.Switches.Select(SwitchStore.RowOf));
                return true;
            },
            cancellationToken);
    }

    /// <summary>All alerts.</summary>
    public async ValueTask<IReadOnlyList<AlertInstance>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<StateRow>(new CommandDefinition(ReadStates, cancellationToken: cancellationToken))).Select(r => r.ToInstance())];
    }

    /// <summary>What receivers were told.</summary>
    public async ValueTask<IReadOnlyList<GroupRecord>> ReadGroupsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<GroupRow>(new CommandDefinition(
            "SELECT rule AS Rule, receiver AS Receiver, label_group AS LabelGroup, sent_ms AS SentMs, told AS Told FROM alert_groups", cancellationToken: cancellationToken));
        return [.. rows.Select(r => new GroupRecord(r.Rule, r.Receiver, r.LabelGroup, DateTimeOffset.FromUnixTimeMilliseconds(r.SentMs), r.Told.Split(',', StringSplitOptions.RemoveEmptyEntries)))];
    }

    internal static string Json(IReadOnlyDictionary<string, string> labels) => JsonSerializer.Serialize(labels.ToDictionary(), NoticeJson.Default.DictionaryStringString);

    internal static IReadOnlyDictionary<string, string> Labels(string json) => JsonSerializer.Deserialize(json, NoticeJson.Default.DictionaryStringString) ?? [];

    private sealed class GroupRow
    {
        public string Rule { get; init; } = "";

        public string Receiver { get; init; } = "";

        public string LabelGroup { get; init; } = "";

        public long SentMs { get; init; }

        public string Told { get; init; } = "";
    }

    private sealed class StateRow
    {
        public string Rule { get; init; } = "";

        public string Fingerprint { get; init; } = "";

        public int Phase { get; init; }

        public string Labels { get; init; } = "{}";

        public long SinceMs { get; init; }

        public long? FiredMs { get; init; }

        public long? ResolvedMs { get; init; }

        public double Figure { get; init; }

        public string Words { get; init; } = "";

        public static StateRow Of(AlertInstance alert) => new()
        {
            Rule = alert.Rule,
            Fingerprint = alert.Fingerprint,
            Phase = (int)alert.Phase,
            Labels = Json(alert.Labels),
            SinceMs = alert.Since.ToUnixTimeMilliseconds(),
            FiredMs = alert.FiredAt?.ToUnixTimeMilliseconds(),
            ResolvedMs = alert.ResolvedAt?.ToUnixTimeMilliseconds(),
            Figure = double.IsFinite(alert.Value) ? alert.Value : 0,
            Words = alert.Text,
        };

        public AlertInstance ToInstance() => new()
        {
            Rule = Rule,
            Fingerprint = Fingerprint,
            Phase = (AlertPhase)Phase,
            Labels = StateStore.Labels(Labels),
            Since = DateTimeOffset.FromUnixTimeMilliseconds(SinceMs),
            FiredAt = FiredMs is { } fired ? DateTimeOffset.FromUnixTimeMilliseconds(fired) : null,
            ResolvedAt = ResolvedMs is { } resolved ? DateTimeOffset.FromUnixTimeMilliseconds(resolved) : null,
            Value = Figure,
            Text = Words,
        };
    }
}
