namespace Strata.Otlp;

/// <summary>Bounds of what is received.</summary>
public static class OtlpLimits
{
    /// <summary>The largest body after decompression (specification, "OTLP/HTTP Request": 64 MiB is the recommended default).</summary>
    public const int BodyBytesMax = 64 << 20;
}
