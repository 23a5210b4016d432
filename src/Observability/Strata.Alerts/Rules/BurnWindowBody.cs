namespace Strata.Alerts.Rules;

/// <summary>A pair of windows as it is written.</summary>
public sealed record BurnWindowBody
{
    /// <summary>The long window, for instance <c>1h</c>.</summary>
    public string? Long { get; init; }

    /// <summary>The short window, for instance <c>5m</c>.</summary>
    public string? Short { get; init; }

    /// <summary>How many times faster than the objective allows.</summary>
    public double Factor { get; init; }

    /// <summary>What the alert is then.</summary>
    public string? Severity { get; init; }
}
