namespace Strata.Core.Generation;

/// <summary>The engine's queue is full. Nothing was started; try again later.</summary>
public sealed class EngineOverloadedException(int queued) : Exception($"The engine's queue is full ({queued} waiting).")
{
    /// <summary>How many wait.</summary>
    public int Queued { get; } = queued;
}
