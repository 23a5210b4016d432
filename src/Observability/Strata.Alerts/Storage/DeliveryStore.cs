using System.Text.Json;
using Dapper;
using Strata.Alerts.Notices;
using Strata.Core.Storage;

namespace Strata.Alerts.Storage;

/// <summary>Messages on their way. One that was decided is there until a receiver took it or it was given up, whatever happens to the process.</summary>
public sealed class DeliveryStore(IDatabase database)
{
    internal const string Insert = """
        INSERT INTO alert_deliveries (id, organization, project, receiver, notice, created_ms, attempts, next_ms, state, reason, sent_ms)
        VALUES (@Id, @Organization, @Project, @Receiver, @Notice, @CreatedMs, @Attempts, @NextMs, @State, @Reason, @SentMs)
        """;

    private const string Columns = """
        SELECT id AS Id, organization AS Organization, project AS Project, receiver AS Receiver, notice AS Notice, created_ms AS CreatedMs, attempts AS Attempts,
            next_ms AS NextMs, state AS State, reason AS Reason, sent_ms AS SentMs FROM alert_deliveries
        """;

    /// <summary>Adds a message of its own, for instance a test.</summary>
    public ValueTask AddAsync(DeliveryRecord delivery, CancellationToken cancellationToken) => RunAsync(Insert, RowOf(delivery), cancellationToken);

    /// <summary>Messages that are due, the oldest first.</summary>
    public async ValueTask<IReadOnlyList<DeliveryRecord>> DueAsync(DateTimeOffset now, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<DeliveryRow>(new CommandDefinition(
            $"{Columns} WHERE state = 'waiting' AND next_ms <= @now ORDER BY next_ms, id LIMIT @count", new { now = now.ToUnixTimeMilliseconds(), count }, cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToRecord())];
    }

    /// <summary>Writes down what became of a try.</summary>
    public ValueTask UpdateAsync(DeliveryRecord delivery, CancellationToken cancellationToken) =>
        RunAsync("UPDATE alert_deliveries SET attempts = @Attempts, next_ms = @NextMs, state = @State, reason = @Reason, sent_ms = @SentMs WHERE id = @Id", RowOf(delivery), cancellationToken);

    /// <summary>A project's messages, newest first.</summary>
    public async ValueTask<IReadOnlyList<DeliveryRecord>> ListAsync((string Organization, string Project) whose, string? before, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<DeliveryRow>(new CommandDefinition(
            $"{Columns} WHERE organization = @organization AND project = @project AND id < @before ORDER BY id DESC LIMIT @count",
            new { organization = whose.Organization, project = whose.Project, before = before ?? "adl_~", count = Math.Clamp(count, 1, HistoryStore.PageMax) },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToRecord())];
    }

    internal static DeliveryRow RowOf(DeliveryRecord delivery) => new()
    {
        Id = delivery.Id,
        Organization = delivery.Organization,
        Project = delivery.Project,
        Receiver = delivery.Receiver,
        Notice = JsonSerializer.Serialize(delivery.Notice, NoticeJson.Default.Notice),
        CreatedMs = delivery.CreatedAt.ToUnixTimeMilliseconds(),
        Attempts = delivery.Attempts,
        NextMs = delivery.NextAt.ToUnixTimeMilliseconds(),
        State = delivery.State,
        Reason = delivery.Reason,
        SentMs = delivery.SentAt?.ToUnixTimeMilliseconds(),
    };

    private async ValueTask RunAsync(string sql, DeliveryRow row, CancellationToken cancellationToken) =>
        await database.WriteAsync(async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: token)), cancellationToken);

    internal sealed class DeliveryRow
    {
        public string Id { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Project { get; init; } = "";

        public string Receiver { get; init; } = "";

        public string Notice { get; init; } = "";

        public long CreatedMs { get; init; }

        public int Attempts { get; init; }

        public long NextMs { get; init; }

        public string State { get; init; } = "";

        public string Reason { get; init; } = "";

        public long? SentMs { get; init; }

        public DeliveryRecord ToRecord() => new()
        {
            Id = Id,
            Organization = Organization,
            Project = Project,
            Receiver = Receiver,
            Notice = JsonSerializer.Deserialize(Notice, NoticeJson.Default.Notice)!,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs),
            Attempts = Attempts,
            NextAt = DateTimeOffset.FromUnixTimeMilliseconds(NextMs),
            State = State,
            Reason = Reason,
            SentAt = SentMs is { } sent ? DateTimeOffset.FromUnixTimeMilliseconds(sent) : null,
        };
    }
}
