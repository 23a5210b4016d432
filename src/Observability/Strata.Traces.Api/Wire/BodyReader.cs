using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Traces.Api.Wire;

/// <summary>Reads bodies: bounded, strict about unknown members, and clear about where they are wrong.</summary>
internal static class BodyReader
{
    private const int BytesMax = 1 << 20;

    public static async ValueTask<Result<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > BytesMax)
            {
                return new Problem(ProblemCode.TooLarge, $"The body has more than {BytesMax} bytes.");
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type) is { } value ? value : Problem.Invalid("The body must be a JSON object.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            var where = (broken as JsonException)?.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : null;
            return new Problem(ProblemCode.InvalidRequest, $"The body cannot be read{(where is null ? "" : $" at '{where}'")}. Check names and types.") { Field = where, DialectCode = "invalid_json" };
        }
    }
}
