using System.Globalization;
using Strata.Core.Results;

namespace Strata.Traces.Api.Wire;

/// <summary>Ids of traces and spans as hexadecimal digits, and moments in nanoseconds as times.</summary>
public static class TraceIds
{
    /// <summary>A trace's id: 32 digits.</summary>
    public static string Trace(UInt128 id) => id.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A span's id: 16 digits; empty for none.</summary>
    public static string Span(ulong id) => id == 0 ? "" : id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A moment in nanoseconds since 1970, to the tick.</summary>
    public static DateTimeOffset Time(long ns) => DateTimeOffset.UnixEpoch.AddTicks(ns / TimeSpan.NanosecondsPerTick);

    /// <summary>Nanoseconds since 1970.</summary>
    public static long Ns(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Reads a trace's id.</summary>
    public static Result<UInt128> ReadTrace(string text, string field) =>
        text.Length == 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id != 0
            ? id
            : Problem.Invalid($"'{field}' is a trace's id: 32 hexadecimal digits.", field);

    /// <summary>Reads a span's id.</summary>
    public static Result<ulong> ReadSpan(string text, string field) =>
        text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id != 0
            ? id
            : Problem.Invalid($"'{field}' is a span's id: 16 hexadecimal digits.", field);
}
