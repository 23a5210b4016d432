namespace Strata.Telemetry.Spans;

/// <summary>
/// A batch of spans as one record of the append log, which checks its bytes.
/// <code>
/// batch  = version:u8(=1) count:varint span*
/// span   = trace:16B id:8B parent:8B(0 = root) kind:u8 status:u8 start:zigzag(100 ns since 1970) duration:varint(100 ns)
///          name:text source:text project:text statusText:text attrs events
/// attrs  = count:varint (key:text kind:u8 value:text)*
/// events = count:varint (name:text offset:zigzag(100 ns) attrs)*
/// text   = bytes:varint UTF-8
/// </code>
/// A reader refuses another version and any length that passes the end.
/// </summary>
internal static class SpanBatchLayout
{
    public const byte Version = 1;

    /// <summary>The most spans, attributes or events a reader takes from one count.</summary>
    public const int CountMax = 65_536;
}
