using Microsoft.Extensions.Logging;

namespace Strata.Telemetry.Recording;

/// <summary>What the pump of our own spans writes to the log. Ids 4001 to 4009.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Warning, "Our own spans cannot be stored; they are dropped and counted while this lasts. {Reason}")]
    public static partial void NotStored(ILogger logger, string reason);

    [LoggerMessage(4002, LogLevel.Error, "A defect kept {Spans} of our own spans from being stored.")]
    public static partial void Defect(ILogger logger, Exception failure, int spans);
}
