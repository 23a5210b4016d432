using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Gateway.Door;
using Strata.Gateway.Stored;
using Strata.Gateway.Surfaces;
using Strata.Http;
using Strata.Stored.Responses;

namespace Strata.Gateway.Endpoints;

/// <summary>Stored answers of Responses: read, removed, and their input. Of the caller's project; a key of role service sees its own.</summary>
internal static class ResponseEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/responses/{id}", context => AnswerAsync(context, static stored => stored.Body)).RequireRole(Role.Service);
        endpoints.MapGet("/v1/responses/{id}/input_items", context => AnswerAsync(context, Items)).RequireRole(Role.Service);
        endpoints.MapDelete("/v1/responses/{id}", RemoveAsync).RequireRole(Role.Service);
        endpoints.MapPost("/v1/responses/{id}/cancel", CancelAsync).RequireRole(Role.Service);
    }

    private static async Task AnswerAsync(HttpContext context, Func<StoredResponse, string> say)
    {
        if (await FindAsync(context) is { } stored)
        {
            await WriteAsync(context, say(stored));
        }
        else
        {
            await RefuseAsync(context, Missing(context));
        }
    }

    private static async Task RemoveAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } stored)
        {
            await RefuseAsync(context, Missing(context));
            return;
        }

        await context.RequestServices.GetRequiredService<StoredResponses>().RemoveAsync(stored.Project, stored.Id, context.RequestAborted);
        await WriteAsync(context, $"{{\"id\":\"{JsonEncodedText.Encode(stored.Id)}\",\"object\":\"response\",\"deleted\":true}}");
    }

    private static Task CancelAsync(HttpContext context) =>
        RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "Only responses in the background can be cancelled, and this server makes none. Close the connection to end one."));

    private static async ValueTask<StoredResponse?> FindAsync(HttpContext context)
    {
        var caller = context.Caller();
        var stored = await context.RequestServices.GetRequiredService<StoredResponses>().FindAsync(caller.Project, (string)context.Request.RouteValues["id"]!, context.RequestAborted);
        return stored is not null && (caller.Role != Role.Service || stored.KeyId == caller.KeyId) ? stored : null;
    }

    private static string Items(StoredResponse stored)
    {
        using var items = JsonDocument.Parse(stored.Input);
        var ids = items.RootElement.EnumerateArray().Select(i => i.TryGetProperty("id", out var id) ? id.GetRawText() : "null").ToList();
        return $"{{\"object\":\"list\",\"data\":{stored.Input},\"first_id\":{(ids.Count > 0 ? ids[0] : "null")},\"last_id\":{(ids.Count > 0 ? ids[^1] : "null")},\"has_more\":false}}";
    }

    private static Problem Missing(HttpContext context) => Problem.NotFound($"There is no stored response '{context.Request.RouteValues["id"]}' in this project.", "id");

    private static Task RefuseAsync(HttpContext context, Problem problem) =>
        Responder.WriteAsync(context, context.RequestServices.GetRequiredService<SurfaceTable>().Responses.Errors, problem, "");

    private static async Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }
}
