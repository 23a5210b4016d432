using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Management.Wire;

/// <summary>Bodies of our own API: bounded, strict about unknown members, and clear about where they are wrong.</summary>
internal static class ApiBody
{
    private const int BytesMax = 1 << 20;

    public static async ValueTask<Result<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength > BytesMax)
        {
            return new Problem(ProblemCode.TooLarge, $"The body has more than {BytesMax} bytes.");
        }

        if (!(await BoundedBody.ReadAsync(request, BytesMax, cancellationToken)).Try(out var body, out var problem))
        {
            return problem;
        }

        try
        {
            var value = JsonSerializer.Deserialize(body.Span, type);
            return value is null ? Problem.Invalid("The body must be a JSON object.")
                : NullElements.Find(body.Span) is { } element ? Problem.Invalid($"'{element}' is null. Leave it out, or give it a value.", element)
                : value;
        }
        catch (InvalidOperationException)
        {
            return new Problem(ProblemCode.InvalidRequest, "The body holds half a surrogate pair. Send whole characters.") { DialectCode = "invalid_json" };
        }
        catch (JsonException exception)
        {
            var where = exception.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : null;
            var at = $"line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}{(where is null ? "" : $" ('{where}')")}";
            return new Problem(ProblemCode.InvalidRequest, $"The body cannot be read at {at}. Check names and types.")
            {
                Field = where,
                DialectCode = "invalid_json",
            };
        }
    }

    public static IResult Ok<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => Results.Json(value, type, statusCode: status);
}
