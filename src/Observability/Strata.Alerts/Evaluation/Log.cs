using Microsoft.Extensions.Logging;

namespace Strata.Alerts.Evaluation;

/// <summary>What alerts write to the log. Ids 6300 to 6349.</summary>
internal static partial class Log
{
    [LoggerMessage(6300, LogLevel.Error, "Rules could not be looked at; they are looked at again in a moment.")]
    public static partial void StepFailed(ILogger logger, Exception failure);

    [LoggerMessage(6301, LogLevel.Warning, "The receiver '{Receiver}' was not told: {Reason} It is tried again.")]
    public static partial void DeliveryFailed(ILogger logger, string receiver, string reason);

    [LoggerMessage(6302, LogLevel.Error, "The receiver '{Receiver}' was given up after {Attempts} tries: {Reason}")]
    public static partial void DeliveryGivenUp(ILogger logger, string receiver, int attempts, string reason);

    [LoggerMessage(6303, LogLevel.Warning, "The key {Key} is stopped ({Action}) by the rule '{Rule}': {Why}")]
    public static partial void KeyStopped(ILogger logger, string key, string action, string rule, string why);

    [LoggerMessage(6304, LogLevel.Warning, "The key {Key} could not be stopped: {Reason}")]
    public static partial void KeyNotStopped(ILogger logger, string key, string reason);

    [LoggerMessage(6305, LogLevel.Error, "Messages could not be read from the database; they are sent when it answers again.")]
    public static partial void DispatchFailed(ILogger logger, Exception failure);
}
