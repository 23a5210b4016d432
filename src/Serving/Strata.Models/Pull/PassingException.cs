namespace Strata.Models.Pull;

/// <summary>A failure that another try may not meet.</summary>
internal sealed class PassingException(string message, TimeSpan? retryAfter = null) : Exception(message)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
