using Microsoft.Extensions.Logging;

namespace Strata.Telemetry.Stores;

/// <summary>What the trace store writes to the log. Ids 4010 to 4029.</summary>
internal static partial class Log
{
    [LoggerMessage(4010, LogLevel.Warning, "The trace store is damaged: {What}")]
    public static partial void Damaged(ILogger logger, string what);

    [LoggerMessage(4011, LogLevel.Warning, "{What}")]
    public static partial void Failed(ILogger logger, Exception failure, string what);

    [LoggerMessage(4013, LogLevel.Information, "The spans of an earlier version in {Folder} were deleted; traces are kept in the trace store from now on.")]
    public static partial void EarlierRemoved(ILogger logger, string folder);

    [LoggerMessage(4014, LogLevel.Information, "The trace store was tidied: {Dropped} segments dropped, {Rewritten} written anew.")]
    public static partial void Tidied(ILogger logger, int dropped, int rewritten);

    [LoggerMessage(4015, LogLevel.Warning, "Traces are kept in PostgreSQL from now on. Those in {Folder} stay there and are not shown; telemetry.traces.place: folder brings them back, and export takes them along.")]
    public static partial void OwnFolder(ILogger logger, string folder);

    [LoggerMessage(4012, LogLevel.Error, "The trace store cannot be opened; no traces are kept until the next start. {Reason}")]
    public static partial void NotOpened(ILogger logger, string reason);
}
