namespace Strata.Traces.Recording;

/// <summary>How much may wait to be stored.</summary>
/// <param name="SpansMax">Spans; more are dropped and counted.</param>
/// <param name="BytesMax">Bytes of their texts; more are dropped and counted.</param>
public sealed record RecorderLimits(int SpansMax = 16_384, long BytesMax = 32L << 20);
