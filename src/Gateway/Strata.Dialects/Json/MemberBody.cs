using Strata.Core.Results;

namespace Strata.Dialects.Json;

/// <summary>Opens a body for a reader that takes members by their names.</summary>
internal static class MemberBody
{
    /// <summary>Reads what a caller sent.</summary>
    public static Result<T> Read<T>(ReadOnlyMemory<byte> body, bool proto, Func<MemberReader, JsonReading, T> read) =>
        JsonBody.Read(body, value => Take(value, proto, read));

    /// <summary>Reads what a provider sent.</summary>
    public static Result<T> ReadAnswer<T>(ReadOnlySpan<byte> body, bool proto, Func<MemberReader, JsonReading, T> read) =>
        JsonBody.ReadAnswer(body, value => Take(value, proto, read));

    private static T Take<T>(JsonValue value, bool proto, Func<MemberReader, JsonReading, T> read)
    {
        var reading = new JsonReading();
        var result = default(T)!;
        try
        {
            result = read(new MemberReader(value.Element, "", reading, proto), reading);
        }
        catch (InvalidOperationException)
        {
            value.Refuse(JsonProblems.HalfCharacter("body")); // the one thing a parsed text can still be wrong in
        }

        if (reading.Problem is { } problem)
        {
            value.Refuse(problem);
        }

        return result;
    }
}
