namespace Strata.Alerts.Delivery;

/// <summary>What became of a message.</summary>
/// <param name="IsSent">Whether the receiver took it.</param>
/// <param name="MayRetry">Whether sending it again may help.</param>
/// <param name="Reason">Why not.</param>
/// <param name="RetryAfter">When the receiver wants it again.</param>
public readonly record struct SendOutcome(bool IsSent, bool MayRetry, string Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>It was taken.</summary>
    public static SendOutcome Sent => new(true, false, "");
}
