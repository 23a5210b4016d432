using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Tracing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Api.Trees;
using Strata.Traces.Api.Wire;
using Strata.Traces.Spans;

namespace Strata.Console.Endpoints;

/// <summary>What the pages of traces fetch: all rows of a waterfall in columns, and the pictures of messages.</summary>
internal static class TraceFacts
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/console/api/traces/{id}/rows", Rows).RequireRole(Role.Viewer).ExcludeFromDescription();
        endpoints.MapGet("/console/files/picture/{id}/{span}/{message:int}/{part:int}", Picture).RequireRole(Role.Viewer).ExcludeFromDescription();
    }

    private static IResult Rows(HttpContext context, TraceDesk desk, string id)
    {
        var scope = TraceAsk.ScopeOf(context.Caller(), context.Request.Query["team"]);
        if (!TraceIds.ReadTrace(id, "id").Try(out var trace, out var problem) || !desk.Tree(scope, trace).Try(out var tree, out problem))
        {
            return problem.ToHttp();
        }

        context.Response.Headers.CacheControl = "no-store";
        return tree is null ? Problem.NotFound("No trace of this project has this id.", "id").ToHttp() : Results.Bytes(Write(tree), "application/json");
    }

    /// <summary>Columns of numbers: fifty thousand rows are some two megabytes and are read at once.</summary>
    private static ReadOnlyMemory<byte> Write(SpanTree tree)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("total", tree.DurationNs / 1000.0);
            Column(json, "n", tree, n => json.WriteNumberValue(Number(names, n.Span.Name.Length > 0 ? n.Span.Name : "unnamed")));
            Column(json, "d", tree, n => json.WriteNumberValue(n.Depth));
            Column(json, "b", tree, n => json.WriteNumberValue(n.Below));
            Column(json, "s", tree, n => json.WriteNumberValue((n.Span.StartNs - tree.StartNs) / 1000));
            Column(json, "l", tree, n => json.WriteNumberValue(Math.Round(n.Span.DurationNs / 1000.0, 1)));
            Column(json, "x", tree, n => json.WriteNumberValue(Math.Round(n.SelfNs / 1000.0, 1)));
            Column(json, "f", tree, n => json.WriteNumberValue((n.Span.Status == SpanStatus.Error ? 1 : 0) | (n.IsCritical ? 2 : 0)));
            Column(json, "k", tree, n => json.WriteStringValue(SpanWaterfall.Kind(n.Span)));
            Column(json, "id", tree, n => json.WriteStringValue(TraceIds.Span(n.Span.SpanId)));
            json.WriteStartArray("names");
            foreach (var name in names.Keys)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Column(Utf8JsonWriter json, string name, SpanTree tree, Action<SpanNode> write)
    {
        json.WriteStartArray(name);
        foreach (var node in tree.Nodes)
        {
            write(node);
        }

        json.WriteEndArray();
    }

    private static int Number(Dictionary<string, int> names, string name)
    {
        if (!names.TryGetValue(name, out var number))
        {
            names.Add(name, number = names.Count);
        }

        return number;
    }

    /// <summary>A picture as it was sent: of a kind that runs nothing, and said to be nothing else.</summary>
    private static IResult Picture(HttpContext context, TraceDesk desk, string id, string span, int message, int part)
    {
        var scope = TraceAsk.ScopeOf(context.Caller(), context.Request.Query["team"]);
        if (!TraceIds.ReadTrace(id, "id").Try(out var trace, out var problem) || !TraceIds.ReadSpan(span, "span").Try(out var spanId, out problem) || !desk.Span(scope, trace, spanId).Try(out var view, out problem))
        {
            return problem.ToHttp();
        }

        if (view?.Messages.ElementAtOrDefault(message)?.Parts.ElementAtOrDefault(part)?.Picture is not { } picture)
        {
            return Problem.NotFound("There is no such picture.", "part").ToHttp();
        }

        try
        {
            context.Response.Headers.CacheControl = "private, max-age=3600";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.Bytes(Convert.FromBase64String(picture.Base64), picture.MediaType);
        }
        catch (FormatException)
        {
            return Problem.NotFound("The picture was cut when it was captured.", "part").ToHttp();
        }
    }
}
