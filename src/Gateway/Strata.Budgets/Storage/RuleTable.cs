using System.Globalization;
using Dapper;
using Strata.Budgets.Rules;
using Strata.Core.Storage;

namespace Strata.Budgets.Storage;

/// <summary>The SQL of rules.</summary>
internal sealed class RuleTable(IDatabase database)
{
    private const string ReadAll = """
        SELECT id AS Id, organization AS Organization, kind AS Kind, node AS Node, unit AS Unit, amount AS Amount, span AS Span, mode AS Mode, alerts AS Alerts
        FROM budget_rules ORDER BY id
        """;

    /// <summary>Another organisation's rule of the same name is not touched.</summary>
    private const string Write = """
        INSERT INTO budget_rules (id, organization, kind, node, unit, amount, span, mode, alerts, updated_ms)
        VALUES (@Id, @Organization, @Kind, @Node, @Unit, @Amount, @Span, @Mode, @Alerts, @now)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, node = excluded.node, unit = excluded.unit, amount = excluded.amount,
            span = excluded.span, mode = excluded.mode, alerts = excluded.alerts, updated_ms = excluded.updated_ms
            WHERE COALESCE(budget_rules.organization, '') = COALESCE(excluded.organization, '')
        """;

    private const string Remove = "DELETE FROM budget_rules WHERE id = @id AND COALESCE(organization, '') = @organization";

    public async ValueTask<IReadOnlyList<LimitRule>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(ReadAll, cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToRule()).OfType<LimitRule>()];
    }

    /// <summary>Makes or replaces a rule; false where the id is another organisation's.</summary>
    public async ValueTask<bool> WriteAsync(LimitRule rule, DateTimeOffset now, CancellationToken cancellationToken) =>
        await ExecuteAsync(Write, Row.Of(rule, now), cancellationToken) == 1;

    public async ValueTask<bool> RemoveAsync(string? organization, string id, CancellationToken cancellationToken) =>
        await ExecuteAsync(Remove, new { id, organization = organization ?? "" }, cancellationToken) == 1;

    private ValueTask<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: token)), cancellationToken);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string? Organization { get; init; }

        public string Kind { get; init; } = "";

        public string Node { get; init; } = "";

        public string Unit { get; init; } = "";

        public long Amount { get; init; }

        public string Span { get; init; } = "";

        public string Mode { get; init; } = "";

        public string Alerts { get; init; } = "";

        public static DynamicParameters Of(LimitRule rule, DateTimeOffset now)
        {
            var values = new DynamicParameters(new { now = now.ToUnixTimeMilliseconds(), rule.Id, rule.Organization, rule.Amount });
            values.Add("Kind", LimitWords.Of(rule.Scope.Kind));
            values.Add("Node", rule.Scope.Id);
            values.Add("Unit", LimitWords.Of(rule.Unit));
            values.Add("Span", rule.Window.ToString());
            values.Add("Mode", LimitWords.Of(rule.Mode));
            values.Add("Alerts", string.Join(',', rule.AlertPercents));
            return values;
        }

        /// <summary>Null for a row of a newer build.</summary>
        public LimitRule? ToRule() =>
            LimitWords.NodeOf(Kind) is { } kind && LimitWords.UnitOf(Unit) is { } unit && LimitWords.ModeOf(Mode) is { } mode && LimitWindow.TryRead(Span, out var window)
                ? new LimitRule
                {
                    Id = Id,
                    Organization = Organization,
                    Scope = new LimitNode(kind, Node),
                    Unit = unit,
                    Amount = Amount,
                    Window = window,
                    Mode = mode,
                    AlertPercents = [.. Alerts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => int.Parse(a, CultureInfo.InvariantCulture))],
                }
                : null;
    }
}
