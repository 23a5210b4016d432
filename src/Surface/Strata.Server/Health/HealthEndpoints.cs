using System.Text.Json;
using Strata.Core.Limits;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Server.Health;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can serve. <c>/debug/limits</c>: every bound and what happens there.</summary>
internal sealed class HealthEndpoints(Readiness readiness, IEnumerable<ILimitsSource> limits)
{
    private static readonly byte[] Ok = """{"status":"ok"}"""u8.ToArray();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", (RequestDelegate)OkAsync).AllowWithoutKey().ExcludeFromDescription();
        endpoints.MapGet("/readyz", (RequestDelegate)ReadyAsync).AllowWithoutKey().ExcludeFromDescription();
        endpoints.MapGet("/debug/limits", (RequestDelegate)LimitsAsync).RequireRole(Role.Viewer).ExcludeFromDescription();
    }

    private static Task OkAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Ok.Length;
        return context.Response.Body.WriteAsync(Ok, context.RequestAborted).AsTask();
    }

    private Task ReadyAsync(HttpContext context) =>
        readiness.Check().Try(out _, out var problem) ? OkAsync(context) : problem.ToHttp().ExecuteAsync(context);

    private Task LimitsAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            json.WriteStartObject();
            foreach (var source in limits.OrderBy(s => s.Module, StringComparer.Ordinal))
            {
                json.WriteStartArray(source.Module);
                foreach (var limit in source.Limits)
                {
                    json.WriteStartObject();
                    json.WriteString("name", limit.Name);
                    json.WriteNumber("value", limit.Value);
                    json.WriteString("unit", limit.Unit);
                    json.WriteString("effect", limit.Effect);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }
}
