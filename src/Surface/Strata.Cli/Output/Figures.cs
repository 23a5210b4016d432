using System.Globalization;
using Strata.Core.Money;

namespace Strata.Cli.Output;

/// <summary>Numbers as people read them; the same words as the console's.</summary>
internal static class Figures
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    public static string Money(long? nanos) => nanos is { } known ? new NanoDollars(known).ToString() : "unpriced";

    public static string Bytes(long value) => value switch
    {
        < 1_000 => $"{value} B",
        < 1_000_000 => One(value / 1e3, "kB"),
        < 1_000_000_000 => One(value / 1e6, "MB"),
        _ => One(value / 1e9, "GB"),
    };

    public static string Duration(TimeSpan value) => value switch
    {
        { TotalMilliseconds: < 10 } => FormattableString.Invariant($"{value.TotalMilliseconds:F1} ms"),
        { TotalSeconds: < 1 } => FormattableString.Invariant($"{value.TotalMilliseconds:F0} ms"),
        { TotalSeconds: < 60 } => FormattableString.Invariant($"{value.TotalSeconds:F2} s"),
        _ => FormattableString.Invariant($"{(long)value.TotalMinutes} m {value.Seconds:D2} s"),
    };

    private static string One(double value, string unit) => FormattableString.Invariant($"{value:F1} {unit}");
}
