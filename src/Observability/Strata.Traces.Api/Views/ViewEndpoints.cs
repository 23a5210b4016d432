using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Wire;

namespace Strata.Traces.Api.Views;

/// <summary>Saved views and dashboards of the caller's project.</summary>
internal static class ViewEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.Traces("Views");
        group.MapGet("/views", ListAsync).WithName("ListViews").WithSummary("Saved views and dashboards: one's own and those that others share. Query: kind=page|dashboard.").Produces<ViewList>();
        group.MapGet("/views/{id}", FindAsync).WithName("GetView").WithSummary("One saved view.").Produces<ViewItem>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/views", (HttpContext context, ViewStore store, CancellationToken cancellationToken) => PutAsync("", context, store, cancellationToken)).WithName("CreateView")
            .WithSummary("Saves a view. What everyone shall see is saved by editors.").Accepts<ViewBody>("application/json").Produces<ViewItem>(StatusCodes.Status201Created);
        group.MapPut("/views/{id}", PutAsync).WithName("ChangeView").WithSummary("Changes a view.").Accepts<ViewBody>("application/json").Produces<ViewItem>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/views/{id}", DeleteAsync).WithName("DeleteView").WithSummary("Takes a view away.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ViewStore store, CancellationToken cancellationToken)
    {
        if (!QueryReader.Read(context, "kind").Try(out var given, out var problem) || !KindOf(given.Text("kind")).Try(out var kind, out problem))
        {
            return problem.ToHttp();
        }

        return Results.Json(new ViewList([.. (await store.ListAsync(context.Caller(), kind, cancellationToken)).Select(ViewItem.Of)]), TraceApiJson.Default.ViewList);
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, ViewStore store, CancellationToken cancellationToken) =>
        !id.Contains('\0', StringComparison.Ordinal) && await store.FindAsync(context.Caller(), id, cancellationToken) is { } view
            ? Results.Json(ViewItem.Of(view), TraceApiJson.Default.ViewItem)
            : Problem.NotFound("There is no such view.", "id").ToHttp();

    private static async Task<IResult> PutAsync(string id, HttpContext context, ViewStore store, CancellationToken cancellationToken)
    {
        if (!(await BodyReader.ReadAsync(context.Request, TraceApiJson.Default.ViewBody, cancellationToken)).Try(out var body, out var problem)
            || !KindOf(body.Kind ?? "page").Try(out var kind, out problem))
        {
            return problem.ToHttp();
        }

        var view = new SavedView { Id = id, Kind = kind!.Value, Name = body.Name ?? "", Content = body.Content ?? "", IsShared = body.Shared };
        return (await store.PutAsync(context.Caller(), view, cancellationToken)).ToHttp(stored => Results.Json(
            ViewItem.Of(stored), TraceApiJson.Default.ViewItem, statusCode: id.Length == 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, ViewStore store, CancellationToken cancellationToken) =>
        id.Contains('\0', StringComparison.Ordinal) ? Problem.NotFound("There is no such view.", "id").ToHttp()
            : (await store.DeleteAsync(context.Caller(), id, cancellationToken)).ToHttp(_ => Results.NoContent());

    private static Result<ViewKind?> KindOf(string? word) => word switch
    {
        null => (ViewKind?)null,
        "page" => ViewKind.Page,
        "dashboard" => ViewKind.Dashboard,
        _ => Problem.Invalid($"'{word}' is no kind of view. Use page or dashboard.", "kind"),
    };
}
