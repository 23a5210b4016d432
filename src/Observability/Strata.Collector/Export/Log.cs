using Microsoft.Extensions.Logging;

namespace Strata.Collector.Export;

/// <summary>What export writes to the log. Ids 6100 to 6149.</summary>
internal static partial class Log
{
    [LoggerMessage(6100, LogLevel.Warning, "The receiver of spans '{Name}' {What}. Spans wait within their bound, then are dropped and counted.")]
    public static partial void ExportFailed(ILogger logger, string name, string what);
}
