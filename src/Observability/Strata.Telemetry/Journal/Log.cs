using Microsoft.Extensions.Logging;

namespace Strata.Telemetry.Journal;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Warning, "The span log cannot be opened: {Reason} Traces are kept in memory only, until the next start.")]
    public static partial void JournalNotOpened(ILogger logger, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "Record {Sequence} of the span log is skipped: {Reason}")]
    public static partial void BatchSkipped(ILogger logger, long sequence, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "Spans cannot be written to disk; they are kept in memory only while this lasts.")]
    public static partial void AppendFailed(ILogger logger, Exception failure);
}
