using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Alerts.Endpoints;

/// <summary>What the endpoints of alerts have in common: root, roles, strict bodies and queries.</summary>
internal static class AlertsGroup
{
    private const int BodyBytesMax = 64 * 1024;

    public static RouteGroupBuilder Alerts(this IEndpointRouteBuilder endpoints, string path, Role least) =>
        endpoints.MapGroup("/strata/v1/alerts" + path).WithTags("alerts").RequireRole(least)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    public static IResult Ok<T>(T value, JsonTypeInfo<T> type) => Microsoft.AspNetCore.Http.Results.Json(value, type);

    public static async ValueTask<Result<T>> BodyAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var bytes = new MemoryStream();
        var part = new byte[8 * 1024];
        for (int read; (read = await request.Body.ReadAsync(part, cancellationToken)) > 0;)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > BodyBytesMax)
            {
                return new Problem(ProblemCode.TooLarge, $"The body has more than {BodyBytesMax} bytes.");
            }
        }

        try
        {
            return JsonSerializer.Deserialize(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), type) is { } body ? body : Problem.Invalid("The body must be a JSON object.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            var path = (failure as JsonException)?.Path?.TrimStart('$', '.');
            return new Problem(ProblemCode.InvalidRequest, $"The body cannot be read{(string.IsNullOrEmpty(path) ? "" : $" at '{path}'")}. Check names and types.") { Field = path, DialectCode = "invalid_json" };
        }
    }

    /// <summary>The first query value that is not known or not sound; null where all are.</summary>
    public static Problem? Unknown(HttpContext context, params string[] known)
    {
        var query = context.Request.Query;
        return query.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown
            ? Problem.Invalid(known.Length == 0 ? $"'{unknown}' is not known here." : $"'{unknown}' is not known here. Use {string.Join(", ", known)}.", unknown)
            : query.FirstOrDefault(q => q.Value.ToString().Contains('\0', StringComparison.Ordinal)) is { Key: { } holed } ? Problem.Invalid($"'{holed}' holds a zero character.", holed) : null;
    }

    public static Result<int> Limit(HttpContext context, int most) =>
        context.Request.Query["limit"].ToString() is not { Length: > 0 } text ? Math.Min(100, most)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most ? count
        : Problem.Invalid($"'limit' is a whole number from 1 to {most}.", "limit");

    public static string? Text(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
