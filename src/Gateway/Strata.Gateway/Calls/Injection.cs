using System.Globalization;

namespace Strata.Gateway.Calls;

/// <summary>
/// Failures that an administrator asks for, to rehearse them: <c>x-strata-inject: connect-error</c>, a status (<c>429</c>, <c>500</c>),
/// <c>stall</c> (nothing comes until a clock runs out), or <c>cut-after=N</c> (the stream breaks after N pieces of content); with
/// <c>;attempts=K</c> the first K attempts fail so, else the first.
/// </summary>
/// <param name="Kind">What fails.</param>
/// <param name="Number">The status, or the pieces.</param>
/// <param name="Attempts">How many attempts it meets.</param>
internal sealed record Injection(InjectionKind Kind, int Number, int Attempts)
{
    /// <summary>Reads the header; null where it says nothing that is known.</summary>
    public static Injection? Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var attempts = parts.Skip(1).Select(p => p.StartsWith("attempts=", StringComparison.Ordinal) && Whole(p["attempts=".Length..]) is { } n ? n : 1).DefaultIfEmpty(1).First();
        return parts.FirstOrDefault() switch
        {
            "connect-error" => new Injection(InjectionKind.ConnectError, 0, attempts),
            "stall" => new Injection(InjectionKind.Stall, 0, attempts),
            { } cut when cut.StartsWith("cut-after=", StringComparison.Ordinal) && Whole(cut["cut-after=".Length..]) is { } pieces => new Injection(InjectionKind.CutAfter, pieces, attempts),
            { } status when Whole(status) is >= 400 and <= 599 and var code => new Injection(InjectionKind.Status, code, attempts),
            _ => null,
        };
    }

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
