using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Dialects.Json;

/// <summary>
/// Reads a whole body: proves that it is UTF-8, JSON of a bounded depth and an object, and hands it to a reader. What the reader
/// keeps must be copied (<see cref="JsonValue.Raw"/> does): the body's array goes back when the request ends.
/// </summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.DepthMax };

    /// <summary>Reads what a caller sent. Problems are the caller's and name the member.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="body">The body.</param>
    /// <param name="read">Reads the object; what it returns counts only where it told no problem.</param>
    public static Result<T> Read<T>(ReadOnlyMemory<byte> body, Func<JsonValue, T> read)
    {
        if (Utf8Check.Of(body.Span) is { } problem)
        {
            return problem;
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Take(document.RootElement, read);
        }
        catch (JsonException exception)
        {
            return JsonProblems.Malformed(exception);
        }
    }

    /// <summary>The code of the problem of a body that is no answer, apart from those that a provider tells.</summary>
    public const string UnreadableCode = "unreadable_answer";

    /// <summary>Reads what a provider sent: an answer, or one event of a stream. Problems are the provider's.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="body">The body.</param>
    /// <param name="read">Reads the object; what it returns counts only where it told no problem.</param>
    public static Result<T> ReadAnswer<T>(ReadOnlySpan<byte> body, Func<JsonValue, T> read)
    {
        Problem problem;
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            using var document = JsonDocument.ParseValue(ref json);
            var result = json.Read() ? JsonProblems.NotAnObject() : Take(document.RootElement, read);
            if (result.IsOk)
            {
                return result;
            }

            problem = result.Problem;
            if (problem.Code != ProblemCode.InvalidRequest)
            {
                return problem; // the provider's own words of a failure
            }
        }
        catch (JsonException exception)
        {
            problem = JsonProblems.Malformed(exception);
        }

        return new Problem(ProblemCode.UpstreamFailed, $"The provider sent something that is not an answer. {problem.Message}") { DialectCode = UnreadableCode };
    }

    private static Result<T> Take<T>(JsonElement root, Func<JsonValue, T> read)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return JsonProblems.NotAnObject();
        }

        var reading = new JsonReading();
        var value = read(new JsonValue(root, JsonPlace.Root, reading));
        return reading.Problem is { } problem ? problem : value;
    }
}
