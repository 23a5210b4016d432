using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Otlp.Export;
using Strata.Traces.Api.Lists;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Export;

/// <summary>Any list of spans as a file, written as it is read: JSON lines, CSV, or an OTLP request in Protocol Buffers.</summary>
internal static class ExportEndpoint
{
    private const int SpansMax = 1_000_000;
    private const int PageSpans = 500;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Traces("Traces").MapGet("/traces/export", ExportAsync).WithName("ExportSpans")
            .WithSummary($"Spans as a file, newest first. Query: format=jsonl|csv|otlp, limit (up to {SpansMax}), messages=false, order. {SpanAsk.FiltersDoc}")
            .Produces<string>(StatusCodes.Status200OK, "application/jsonl", "text/csv", "application/x-protobuf");

    private static async Task<IResult> ExportAsync(HttpContext context, TraceReader reader, TimeProvider time)
    {
        if (!SpanAsk.Read(context, time, usual: null, "format", "limit", "messages", "order").Try(out var ask, out var problem)
            || !SpanAsk.Order(ask.Given.Text("order")).Try(out var order, out problem)
            || !ask.Given.Count("limit", SpansMax, SpansMax).Try(out var limit, out problem))
        {
            return problem.ToHttp();
        }

        var format = ask.Given.Text("format") ?? "jsonl";
        if (format is not ("jsonl" or "csv" or "otlp"))
        {
            return Problem.Invalid($"'{format}' is not a format. Use jsonl, csv or otlp.", "format").ToHttp();
        }

        // The first page is read before the answer begins, so that what is wrong is a status.
        var pages = new ExportPages(reader, ask with { Query = ask.Query with { Order = order, Limit = Math.Min(PageSpans, limit) } }, ask.Given.Text("messages") != "false", limit);
        if (!(await pages.NextAsync(context.RequestAborted)).Try(out var first, out problem))
        {
            return problem.ToHttp();
        }

        context.Response.Headers.CacheControl = "no-store";
        var (type, name) = format switch { "csv" => ("text/csv; charset=utf-8", "spans.csv"), "otlp" => ("application/x-protobuf", "spans.otlp"), _ => ("application/jsonl", "spans.jsonl") };
        return Results.Stream(stream => WriteAsync(stream, format, pages, first, context.RequestAborted), type, name);
    }

    private static async Task WriteAsync(Stream stream, string format, ExportPages pages, IReadOnlyList<SpanRecord> first, CancellationToken cancellationToken)
    {
        if (format == "csv")
        {
            await stream.WriteAsync(SpanSheet.Head, cancellationToken);
        }

        using var otlp = new SpanWriter(NoMask.Instance);
        for (var page = first; page.Count > 0;)
        {
            switch (format)
            {
                case "otlp":
                    await stream.WriteAsync(Otlp(otlp, page), cancellationToken);
                    break;
                case "csv":
                    await stream.WriteAsync(SpanSheet.Write(page), cancellationToken);
                    break;
                default:
                    await LinesAsync(stream, page, cancellationToken);
                    break;
            }

            if (!(await pages.NextAsync(cancellationToken)).Try(out page!, out var problem))
            {
                throw new IOException(problem.Message); // the answer has begun: breaking it off says that it is not whole
            }
        }
    }

    private static async Task LinesAsync(Stream stream, IReadOnlyList<SpanRecord> page, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        foreach (var span in page)
        {
            JsonSerializer.Serialize(buffer, SpanDetail.Of(span, span.StartNs), TraceApiJson.Default.SpanDetail);
            buffer.WriteByte((byte)'\n');
        }

        await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
    }

    private static ReadOnlyMemory<byte> Otlp(SpanWriter writer, IReadOnlyList<SpanRecord> page)
    {
        var batch = new SpanBatch();
        foreach (var span in page)
        {
            SpanCopy.To(span, batch.Add());
        }

        return writer.Write(batch, _ => true).Request;
    }
}
