namespace Strata.Routing.Providers;

/// <summary>The five clocks of a call. The first four are each attempt's own; <see cref="Total"/> is shared by all attempts.</summary>
public sealed record CallClocks
{
    /// <summary>To a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending to the first byte of the answer's body, and to the first content of a stream.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two reads of the answer.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The least a stream must bring; null asks nothing.</summary>
    public MinRate? Rate { get; init; }

    /// <summary>The whole call: all attempts and the waits between them.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(15);
}
