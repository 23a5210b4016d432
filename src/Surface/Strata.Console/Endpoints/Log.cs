using Microsoft.Extensions.Logging;

namespace Strata.Console.Endpoints;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Error, "The page {Path} failed under {Request}")]
    public static partial void PageFailed(ILogger logger, Exception failure, string path, string request);
}
