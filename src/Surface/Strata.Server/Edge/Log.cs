namespace Strata.Server.Edge;

/// <summary>What the edge writes to the log. Ids 9000 to 9049.</summary>
internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Error, "{Method} {Path} failed ({RequestId})")]
    public static partial void Escaped(ILogger log, string method, string path, string requestId, Exception failure);

    [LoggerMessage(9001, LogLevel.Error, "The disk is full ({RequestId})")]
    public static partial void DiskFull(ILogger log, string requestId, Exception failure);
}
