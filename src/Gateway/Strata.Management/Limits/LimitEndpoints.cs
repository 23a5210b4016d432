using Strata.Budgets.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Budgets.Book;
using Strata.Budgets.Options;
using Strata.Budgets.Rules;
using Strata.Budgets.Storage;
using Strata.Budgets.Views;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Gateway.Options;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Management.Wire;

namespace Strata.Management.Limits;

/// <summary>
/// Limits, and how everybody stands under them. Administrators make limits that hold in their own organisation, the operator also such that
/// hold everywhere; what tenants share is the operator's to see. Everybody sees how their own team and key stand.
/// </summary>
internal static class LimitEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var limits = endpoints.Managed("/strata/v1/limits", "limits").ProducesProblem(StatusCodes.Status404NotFound);
        limits.MapGet("", List).Produces<LimitList>().WithSummary("The limits that hold in the organisation, edited and configured ones.");
        limits.MapPut("/{id}", PutAsync).Accepts<LimitBody>("application/json").Produces<LimitView>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Makes or replaces a limit; in force at once here, within a second elsewhere. A changed amount keeps what was spent.");
        limits.MapDelete("/{id}", RemoveAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Takes a limit away. Query: everywhere=true for one that holds in all organisations.");

        endpoints.Open("/strata/v1/budgets", "limits", Role.Viewer).MapGet("", Budgets).Produces<BudgetList>()
            .WithSummary("What is spent, reserved and left. Query: kind, rule, node, after, limit, all=true (operator). Those who are no administrators see their team and key.");
        endpoints.Managed("/strata/v1/alerts", "limits").MapGet("", AlertsAsync).Produces<AlertList>()
            .WithSummary("Thresholds that were reached, newest first. Query: before, limit, shared=true (operator: of counts that tenants share).");
    }

    private static IResult List(HttpContext context, RuleStore rules, Live<GatewayOptions> options)
    {
        var caller = context.Caller();
        var edited = rules.List(null).Where(r => IsSeen(r, caller)).Select(r => LimitView.From(r, RuleStore.Source));
        var configured = options.Current.Limits.Where(r => IsSeen(r, caller)).Select(r => LimitView.From(r, LimitRulesReader.Source));
        return ApiBody.Ok(new LimitList([.. edited.Concat(configured).OrderBy(l => l.Id, StringComparer.Ordinal)]), LimitJson.Default.LimitList);
    }

    /// <summary>Of limits that hold everywhere, a tenant sees those over every node of a kind: others name another tenant's things.</summary>
    private static bool IsSeen(LimitRule rule, Caller caller) =>
        caller.IsOperator() || rule.Organization == caller.Organization
        || (rule.Organization is null && (rule.Scope.IsEvery || rule.Scope == new LimitNode(NodeKind.Organization, caller.Organization)));

    private static async Task<IResult> PutAsync(string id, HttpContext context, RuleStore rules, AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!(await ApiBody.ReadAsync(context.Request, LimitJson.Default.LimitBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        if (body.Everywhere && !caller.IsOperator())
        {
            return ApiGroup.OperatorOnly.ToHttp();
        }

        if (!body.ToRule(id, body.Everywhere ? null : caller.Organization).Try(out var rule, out problem) || (problem = RuleCheck.Check(rule)) is not null)
        {
            return problem.ToHttp();
        }

        var view = LimitView.From(rule, RuleStore.Source);
        var details = FormattableString.Invariant($"{view.Kind} {view.Node}: {view.Amount} {view.Unit} in {view.Window}, {view.Mode}{(body.Everywhere ? ", everywhere" : "")}");
        await audit.AppendAsync(caller, new AuditEntry("limit.put", id, details), cancellationToken);
        return (await rules.PutAsync(rule, cancellationToken)).ToHttp(_ => ApiBody.Ok(view, LimitJson.Default.LimitView));
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, RuleStore rules, AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!ApiQuery.Read(context, "everywhere").Try(out var query, out var problem) || !query.Flag("everywhere").Try(out var everywhere, out problem))
        {
            return problem.ToHttp();
        }

        if (everywhere == true && !caller.IsOperator())
        {
            return ApiGroup.OperatorOnly.ToHttp();
        }

        var organization = everywhere == true ? null : caller.Organization;
        if (rules.List(null).Any(r => r.Id == id && r.Organization == organization))
        {
            await audit.AppendAsync(caller, new AuditEntry("limit.remove", id), cancellationToken);
        }

        return (await rules.RemoveAsync(organization, id, cancellationToken)).ToHttp(_ => Microsoft.AspNetCore.Http.Results.NoContent());
    }

    private static IResult Budgets(HttpContext context, BudgetBook book)
    {
        var caller = context.Caller();
        if (!ApiQuery.Read(context, "kind", "rule", "node", "after", "limit", "all").Try(out var query, out var problem)
            || !query.Count("limit", 100, BudgetQuery.TakeMax).Try(out var take, out problem) || !query.Flag("all").Try(out var all, out problem))
        {
            return problem.ToHttp();
        }

        if (!caller.Is(Role.Admin) || !caller.MayUse(ApiGroup.AdminScope))
        {
            return ApiBody.Ok(new BudgetList([.. Own(book, caller).Select(BudgetItem.From)], null), LimitJson.Default.BudgetList);
        }

        if (all == true && !caller.IsOperator())
        {
            return ApiGroup.OperatorOnly.ToHttp();
        }

        var kind = query.Text("kind") is { } word ? LimitWords.NodeOf(word) : null;
        if (query.Text("kind") is { } given && kind is null)
        {
            return Problem.Invalid($"'{given}' is nothing that a limit stands on. Use {string.Join(", ", LimitWords.NodeWords)}.", "kind").ToHttp();
        }

        var page = book.Read(new BudgetQuery
        {
            Organization = all == true ? null : caller.Organization, Kind = kind, Rule = query.Text("rule"), Node = query.Text("node"), After = query.Text("after"), Take = take,
        });
        var seen = page.Items.Where(v => v.Organization == caller.Organization || IsSeen(v.Rule, caller));
        return ApiBody.Ok(new BudgetList([.. seen.Select(BudgetItem.From)], page.Next), LimitJson.Default.BudgetList);
    }

    private static IEnumerable<BudgetView> Own(BudgetBook book, Caller caller) =>
        new[] { (NodeKind.Team, caller.Project), (NodeKind.Key, caller.KeyId), (NodeKind.User, caller.User) }
            .Where(n => n.Item2.Length > 0)
            .SelectMany(n => book.Read(new BudgetQuery { Organization = caller.Organization, Kind = n.Item1, Node = n.Item2, Take = BudgetQuery.TakeMax }).Items);

    private static async Task<IResult> AlertsAsync(HttpContext context, BudgetAlertStore alerts, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!ApiQuery.Read(context, "before", "limit", "shared").Try(out var query, out var problem)
            || !query.Count("limit", 100, BudgetAlertStore.PageMax).Try(out var take, out problem) || !query.Flag("shared").Try(out var shared, out problem))
        {
            return problem.ToHttp();
        }

        if (shared == true && !caller.IsOperator())
        {
            return ApiGroup.OperatorOnly.ToHttp();
        }

        var page = await alerts.ListAsync(shared == true ? "" : caller.Organization, query.Text("before"), take, cancellationToken);
        return ApiBody.Ok(new AlertList([.. page.Select(AlertView.From)], page.Count == take ? page[^1].Id : null), LimitJson.Default.AlertList);
    }
}
