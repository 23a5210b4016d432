using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Core.Tenancy;
using Strata.Costs.Reports;
using Strata.Http;
using Strata.Identity.Tenants;
using Strata.Ledger;
using Strata.Ledger.Queries;

namespace Strata.Costs.Endpoints;

/// <summary>Costs seen ahead, beside budgets, and beside what is usual.</summary>
internal static class CostEndpoints
{
    private static readonly Dictionary<string, UsageGroup> Dimensions = new(StringComparer.Ordinal)
    {
        ["model"] = UsageGroup.Model, ["key"] = UsageGroup.Key, ["team"] = UsageGroup.Project, ["user"] = UsageGroup.User, ["end_user"] = UsageGroup.EndUser, ["tag"] = UsageGroup.Tag,
        ["provider"] = UsageGroup.Provider, ["deployment"] = UsageGroup.Deployment, ["endpoint"] = UsageGroup.Endpoint,
    };

    private static readonly Dictionary<string, bool> Steps = new(StringComparer.Ordinal) { ["day"] = false, ["hour"] = true };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var costs = endpoints.MapGroup("/strata/v1/costs").WithTags("costs").RequireRole(Role.Viewer)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        costs.MapGet("/forecast", ForecastAsync).Produces<ForecastView>().WithSummary("What the month will cost, with an interval. Query: team (* for all, administrators), model, confidence (0.8).");
        costs.MapGet("/anomalies", AnomaliesAsync).Produces<AnomalyList>()
            .WithSummary($"Days or hours that are not as usual. Query: by={string.Join('|', Dimensions.Keys)} (model), step=day|hour, steps (how many of the newest), dollars (the least difference), team.");
        costs.MapGet("/actuals", Actuals).Produces<ActualList>().WithSummary("Budgets of money beside what was spent of each. Those who are no administrators see their team and key.");
        costs.MapGet("/machines", MachinesAsync).Produces<MachineList>().WithSummary("What own machines cost, who used them, and what stood idle. Query: from, to (the running month).");
        costs.MapGet("/chargeback", ChargebackAsync).Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("Who pays what, as CSV with FOCUS columns: team, model and day, and own machines. Query: from, to (the running month), team.");
    }

    private static async Task<IResult> ForecastAsync(HttpContext context, CostReports reports, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!CostQuery.Read(context, "team", "model", "confidence").Try(out var asked, out var problem) || !asked.Number("confidence", 0.8, (0.5, 0.99)).Try(out var confidence, out problem)
            || !CostScope.Of(context.Caller(), asked.Text("team")).Try(out var query, out problem))
        {
            return problem.ToHttp();
        }

        var forecast = await reports.ForecastAsync(query with { Model = asked.Text("model") }, confidence, cancellationToken);
        var now = time.GetUtcNow();
        var ends = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        return Microsoft.AspNetCore.Http.Results.Json(ForecastView.From(forecast, query.Project ?? "*", ends), CostsJson.Default.ForecastView);
    }

    private static async Task<IResult> AnomaliesAsync(HttpContext context, CostReports reports, CancellationToken cancellationToken)
    {
        if (!CostQuery.Read(context, "team", "by", "step", "steps", "dollars").Try(out var asked, out var problem) || !asked.Word("by", UsageGroup.Model, Dimensions).Try(out var by, out problem)
            || !asked.Word("step", false, Steps).Try(out var hours, out problem) || !asked.Number("steps", hours ? 48 : 30, (1, hours ? 168 : 60)).Try(out var steps, out problem)
            || !asked.Number("dollars", 1, (0, 1e9)).Try(out var dollars, out problem) || !CostScope.Of(context.Caller(), asked.Text("team")).Try(out var query, out problem))
        {
            return problem.ToHttp();
        }

        var found = await reports.AnomaliesAsync(query, by, (hours, (int)steps), dollars, cancellationToken);
        return Microsoft.AspNetCore.Http.Results.Json(
            new AnomalyList(asked.Text("by") ?? "model", hours ? "hour" : "day", [.. found.Select(a => new AnomalyView(a.Group, a.At, a.Dollars, a.Usual, Math.Round(a.Score, 2)))]), CostsJson.Default.AnomalyList);
    }

    private static IResult Actuals(HttpContext context, BudgetBook book, TimeProvider time)
    {
        if (!CostQuery.Read(context).Try(out _, out var problem))
        {
            return problem.ToHttp();
        }

        var caller = context.Caller();
        var seesAll = caller.Is(Role.Admin) && caller.MayUse("admin");
        var views = new List<BudgetView>();
        string? after = null;
        do
        {
            var page = book.Read(new BudgetQuery { Organization = caller.Organization, After = after, Take = BudgetQuery.TakeMax });
            views.AddRange(page.Items.Where(v => v.Rule.Unit == LimitUnit.NanoDollars && v.Organization == caller.Organization && !v.Node.IsEvery && (seesAll || IsOwn(v, caller))));
            after = page.Next;
        }
        while (after is not null && views.Count < 5_000);

        var now = time.GetUtcNow();
        return Microsoft.AspNetCore.Http.Results.Json(new ActualList([.. views.Select(v => ActualView.From(v, now)).OrderByDescending(v => v.Percent)]), CostsJson.Default.ActualList);
    }

    private static bool IsOwn(BudgetView view, Caller caller) =>
        (view.Node.Kind, view.Node.Id) is var node && (node == (NodeKind.Team, caller.Project) || node == (NodeKind.Key, caller.KeyId) || (caller.User.Length > 0 && node == (NodeKind.User, caller.User)));

    private static async Task<IResult> MachinesAsync(HttpContext context, CostReports reports, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!CostQuery.Read(context, "from", "to").Try(out var asked, out var problem) || !asked.Range(time.GetUtcNow()).Try(out var range, out problem))
        {
            return problem.ToHttp();
        }

        var caller = context.Caller();
        var bills = await reports.MachinesAsync(caller.Organization, range, cancellationToken);
        return Microsoft.AspNetCore.Http.Results.Json(
            new MachineList(range.From, range.To, [.. bills.Select(b => MachineView.From(b, l => IsAdmin(caller) || l.Project == caller.Project))]), CostsJson.Default.MachineList);
    }

    private static async Task<IResult> ChargebackAsync(
        HttpContext context, CostReports reports, LedgerReader ledger, DirectoryStore directory, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!CostQuery.Read(context, "from", "to", "team").Try(out var asked, out var problem) || !asked.Range(time.GetUtcNow()).Try(out var range, out problem)
            || !CostScope.Of(context.Caller(), asked.Text("team")).Try(out var query, out problem))
        {
            return problem.ToHttp();
        }

        var caller = context.Caller();
        var sums = await ledger.SumAsync(query with { From = range.From, To = range.To }, [UsageGroup.Project, UsageGroup.Model, UsageGroup.Day], cancellationToken);
        var bills = query.Project is null ? await reports.MachinesAsync(caller.Organization, range, cancellationToken) : [];
        var text = ChargebackFile.Write(sums, bills, range, project => directory.Current.Team(caller.Organization, project)?.Name ?? "");
        return Microsoft.AspNetCore.Http.Results.File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", "chargeback.csv");
    }

    private static bool IsAdmin(Caller caller) => caller.Is(Role.Admin) && caller.MayUse("admin");
}
