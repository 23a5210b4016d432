namespace Strata.Server.Hosting;

/// <summary>What the host writes to the log. Ids 9050 to 9099.</summary>
internal static partial class Log
{
    [LoggerMessage(9050, LogLevel.Warning, "{Finding}")]
    public static partial void Finding(ILogger log, string finding);

    [LoggerMessage(9051, LogLevel.Information, "The configuration was read again and is in force.")]
    public static partial void Reloaded(ILogger log);

    [LoggerMessage(9052, LogLevel.Error, "The configuration changed but has errors; the former one stays in force.")]
    public static partial void ReloadRefused(ILogger log);

    [LoggerMessage(9054, LogLevel.Error, "The configuration could not be read again; the former one stays in force.")]
    public static partial void ReloadFailed(ILogger log, Exception failure);

    [LoggerMessage(9055, LogLevel.Warning, "Some requests outlasted server.drain and were cut off.")]
    public static partial void DrainEnded(ILogger log);

    [LoggerMessage(9053, LogLevel.Error, "{Finding}")]
    public static partial void ReloadFinding(ILogger log, string finding);
}
