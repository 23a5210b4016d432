using Dapper;
using Strata.Budgets.Rules;
using Strata.Core.Identity;
using Strata.Core.Storage;

namespace Strata.Budgets.Alerts;

/// <summary>The alerts of budgets, newest first. Of a window of the calendar each threshold is written once, whatever the number of processes.</summary>
public sealed class BudgetAlertStore(IDatabase database, IIdSource ids)
{
    /// <summary>The most alerts of a page.</summary>
    public const int PageMax = 500;

    private const string Insert = """
        INSERT INTO gateway_budget_alerts (id, once, at_ms, organization, rule, kind, node, unit, percent, spent, amount, refused, resets_ms)
        VALUES (@Id, @Once, @AtMs, @Organization, @Rule, @Kind, @Node, @Unit, @Percent, @Spent, @Amount, @Refused, @ResetsMs)
        ON CONFLICT (once) DO NOTHING
        """;

    private const string Read = """
        SELECT id AS Id, at_ms AS AtMs, organization AS Organization, rule AS Rule, kind AS Kind, node AS Node, unit AS Unit, percent AS Percent,
            spent AS Spent, amount AS Amount, refused AS Refused, resets_ms AS ResetsMs
        FROM gateway_budget_alerts
        WHERE organization = @organization AND id < @before
        ORDER BY id DESC LIMIT @count
        """;

    /// <summary>The schema.</summary>
    public static Migration Migration { get; } = new(180, "gateway: alerts of budgets", """
        CREATE TABLE gateway_budget_alerts (
            id {text} PRIMARY KEY,
            once {text} NOT NULL UNIQUE,
            at_ms BIGINT NOT NULL,
            organization {text} NOT NULL,
            rule {text} NOT NULL,
            kind {text} NOT NULL,
            node {text} NOT NULL,
            unit {text} NOT NULL,
            percent INTEGER NOT NULL,
            spent BIGINT NOT NULL,
            amount BIGINT NOT NULL,
            refused INTEGER NOT NULL,
            resets_ms BIGINT
        );
        CREATE INDEX gateway_budget_alerts_page ON gateway_budget_alerts (organization, id)
        """);

    /// <summary>Writes an alert down; false where another process did already.</summary>
    public async ValueTask<bool> AddAsync(BudgetAlert alert, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var row = Row.Of(alert, ids.Next("alert"), at);
        return await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(Insert, row, transaction, cancellationToken: token)), cancellationToken) == 1;
    }

    /// <summary>An organisation's alerts, newest first.</summary>
    /// <param name="organization">Whose; empty reads those of counts that tenants share, for the operator.</param>
    /// <param name="before">The last id of the page before; null reads the newest.</param>
    /// <param name="count">How many, 1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<IReadOnlyList<BudgetAlertRecord>> ListAsync(string organization, string? before, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Read, new { organization, before = before ?? "alert_~", count = Math.Clamp(count, 1, PageMax) }, cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToRecord())];
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Once { get; init; } = "";

        public long AtMs { get; init; }

        public string Organization { get; init; } = "";

        public string Rule { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Node { get; init; } = "";

        public string Unit { get; init; } = "";

        public int Percent { get; init; }

        public long Spent { get; init; }

        public long Amount { get; init; }

        public int Refused { get; init; }

        public long? ResetsMs { get; init; }

        public static Row Of(BudgetAlert alert, string id, DateTimeOffset at) => new()
        {
            Id = id,
            Once = alert.ResetsAt is { } reset
                ? FormattableString.Invariant($"{alert.Organization}\n{alert.Rule.Id}\n{alert.Node}\n{alert.Percent}\n{alert.Refused}\n{reset.ToUnixTimeMilliseconds()}\n{alert.Rule.Amount}")
                : id,
            AtMs = at.ToUnixTimeMilliseconds(),
            Organization = alert.Organization,
            Rule = alert.Rule.Id,
            Kind = LimitWords.Of(alert.Node.Kind),
            Node = alert.Node.Id,
            Unit = LimitWords.Of(alert.Rule.Unit),
            Percent = alert.Percent,
            Spent = alert.Spent,
            Amount = alert.Rule.Amount,
            Refused = alert.Refused ? 1 : 0,
            ResetsMs = alert.ResetsAt?.ToUnixTimeMilliseconds(),
        };

        public BudgetAlertRecord ToRecord() => new()
        {
            Id = Id,
            At = DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
            Organization = Organization,
            Limit = Rule,
            Kind = Kind,
            Node = Node,
            Unit = Unit,
            Percent = Percent,
            Spent = Spent,
            Amount = Amount,
            Refused = Refused != 0,
            ResetsAt = ResetsMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        };
    }
}
