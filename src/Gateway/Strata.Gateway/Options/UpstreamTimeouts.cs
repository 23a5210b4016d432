namespace Strata.Gateway.Options;

/// <summary>Four clocks of one upstream call.</summary>
public sealed record UpstreamTimeouts
{
    /// <summary>To a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending to the first byte of the answer's body.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two reads of the answer.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The whole call.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(15);
}
