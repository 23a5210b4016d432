using Strata.Console.Formats;

namespace Strata.Console.Tracing;

/// <summary>Nanoseconds as the console says them.</summary>
internal static class Ns
{
    public static TimeSpan Span(long ns) => TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick);

    public static string Words(long ns) => Format.Duration(Span(ns));

    public static string Words(double ns) => Format.Duration(Span((long)ns));
}
