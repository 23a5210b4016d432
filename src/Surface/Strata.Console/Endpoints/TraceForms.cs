using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Navigation;
using Strata.Console.Tracing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Api.Scores;
using Strata.Traces.Api.Views;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries.Scores;

namespace Strata.Console.Endpoints;

/// <summary>The forms of traces: a score, a saved view, a dashboard and its panels.</summary>
internal static class TraceForms
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/console/scores", ScoreAsync).RequireRole(Role.Viewer).ExcludeFromDescription();
        endpoints.MapPost("/console/views", SaveAsync).RequireRole(Role.Viewer).ExcludeFromDescription();
        endpoints.MapPost("/console/views/remove", RemoveAsync).RequireRole(Role.Viewer).ExcludeFromDescription();
        endpoints.MapPost("/console/dashboards", MakeAsync).RequireRole(Role.Viewer).ExcludeFromDescription();
        endpoints.MapPost("/console/dashboards/panel", PanelAsync).RequireRole(Role.Viewer).ExcludeFromDescription();
    }

    private static async Task ScoreAsync(HttpContext context, ScoreDesk desk)
    {
        if (await Forms.ReadAsync<TracesPage>(context) is not { } form)
        {
            return;
        }

        double? value = null;
        var (text, caller, trace) = (form["value"].ToString().Trim().Replace(',', '.'), context.Caller(), form["trace"].ToString());
        Problem? problem = null;
        if (text.Length > 0 && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (value = number) is not null))
        {
            problem = Problem.Invalid($"'{text}' is no number. Write for instance 0.8, or use a label.", "value");
        }

        ulong span = 0;
        if (problem is null && TraceIds.ReadTrace(trace, "trace").Try(out var id, out problem) && (form["on"] != "span" || TraceIds.ReadSpan(form["span"].ToString(), "span").Try(out span, out problem)))
        {
            var score = new Score
            {
                TraceId = id, SpanId = span, Name = form["name"].ToString().Trim(), Source = "human", Value = value, Label = form["label"].ToString().Trim(), Comment = form["comment"].ToString().Trim(),
                Author = ViewStore.OwnerOf(caller),
            };
            problem = (await desk.PutAsync(TraceAsk.ScopeOf(caller, null), [score], context.RequestAborted)).Try(out _, out var refused) ? null : refused;
        }

        await AnswerAsync<TracePage>(context, problem, Links.Trace(trace) + (form["span"].ToString() is { Length: > 0 } named ? $"?span={Uri.EscapeDataString(named)}" : ""), new() { ["Id"] = trace });
    }

    private static async Task SaveAsync(HttpContext context, ViewStore store)
    {
        if (await Forms.ReadAsync<TracesPage>(context) is not { } form)
        {
            return;
        }

        var view = new SavedView { Kind = ViewKind.Page, Name = form["name"].ToString().Trim(), Content = form["content"].ToString(), IsShared = form["shared"] == "1" };
        var saved = await store.PutAsync(context.Caller(), view, context.RequestAborted);
        await AnswerAsync<BoardsPage>(context, saved.Try(out var stored, out var problem) ? null : problem, stored?.Content ?? "/traces", []);
    }

    private static async Task RemoveAsync(HttpContext context, ViewStore store)
    {
        if (await Forms.ReadAsync<TracesPage>(context) is not { } form)
        {
            return;
        }

        var gone = await store.DeleteAsync(context.Caller(), form["id"].ToString(), context.RequestAborted);
        await AnswerAsync<BoardsPage>(context, gone.Try(out _, out var problem) ? null : problem, form["back"].ToString() is ['/', not ('/' or '\\'), ..] and var back ? back : "/traces", []);
    }

    private static async Task MakeAsync(HttpContext context, ViewStore store)
    {
        if (await Forms.ReadAsync<BoardsPage>(context) is not { } form)
        {
            return;
        }

        var like = BuiltInBoards.All.FirstOrDefault(b => b.Id == form["like"].ToString()).Board ?? new Dashboard([new DashboardPanel("Traces", "traces")]);
        var view = new SavedView { Kind = ViewKind.Dashboard, Name = form["name"].ToString().Trim(), Content = like.Write(), IsShared = form["shared"] == "1" };
        var saved = await store.PutAsync(context.Caller(), view, context.RequestAborted);
        await AnswerAsync<BoardsPage>(context, saved.Try(out var stored, out var problem) ? null : problem, Links.Board(stored?.Id ?? ""), []);
    }

    private static async Task PanelAsync(HttpContext context, ViewStore store)
    {
        if (await Forms.ReadAsync<BoardsPage>(context) is not { } form)
        {
            return;
        }

        var id = form["id"].ToString();
        Problem? problem;
        if (await store.FindAsync(context.Caller(), id, context.RequestAborted) is not { Kind: ViewKind.Dashboard } view || Dashboard.Read(view.Content) is not { } board)
        {
            problem = Problem.NotFound("There is no such dashboard.", "id");
        }
        else
        {
            var next = int.TryParse(form["remove"].ToString(), out var gone)
                ? new Dashboard([.. board.Panels.Where((_, i) => i != gone)])
                : new Dashboard([.. board.Panels, new DashboardPanel(form["title"].ToString().Trim(), form["measure"].ToString(), Given(form["by"]), Given(form["filter"]))]);
            problem = next.Panels.Count == 0 ? Problem.Invalid("A dashboard has at least one panel. Delete it whole instead.")
                : (await store.PutAsync(context.Caller(), view with { Content = next.Write() }, context.RequestAborted)).Try(out _, out var refused) ? null : refused;
        }

        await AnswerAsync<BoardsPage>(context, problem, Links.Board(id), new() { ["Id"] = id });
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Back to where one was; where it was refused, the page and why.</summary>
    private static async Task AnswerAsync<TPage>(HttpContext context, Problem? problem, string back, Dictionary<string, object?> parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        if (problem is null)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = back;
            return;
        }

        parameters["Problem"] = problem.Message;
        await PageEndpoints.RenderAsync<TPage>(context, ProblemTable.Row(problem.Code).HttpStatus, parameters);
    }
}
