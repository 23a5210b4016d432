namespace Strata.Traces.Api.Wire;

/// <summary>Enumerations as words of the wire, and texts that may be absent.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static string? Filled(string text) => text.Length == 0 ? null : text;
}
