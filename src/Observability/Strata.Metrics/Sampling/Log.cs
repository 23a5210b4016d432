using Microsoft.Extensions.Logging;

namespace Strata.Metrics.Sampling;

/// <summary>What the history of metrics writes to the log. Ids 6350 to 6399.</summary>
internal static partial class Log
{
    [LoggerMessage(6350, LogLevel.Error, "The history of metrics is off until the next start: {Reason}")]
    public static partial void NotOpened(ILogger logger, string reason);

    [LoggerMessage(6351, LogLevel.Warning, "{What}")]
    public static partial void Damaged(ILogger logger, string what);

    [LoggerMessage(6352, LogLevel.Warning, "Metrics could not be sampled; they are sampled again in a moment.")]
    public static partial void SampleFailed(ILogger logger, Exception failure);

    [LoggerMessage(6353, LogLevel.Warning, "Metrics could not be written: {Reason}")]
    public static partial void AppendFailed(ILogger logger, string reason);
}
