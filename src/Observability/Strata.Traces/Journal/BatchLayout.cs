namespace Strata.Traces.Journal;

/// <summary>
/// Spans as one record of the append log, which brings length and checksum.
/// <code>
/// record  = version u8(=1) | tenants: count:varint (organisation:text project:text)* | origins: count:varint origin* | count:varint span*
/// span    = tenant:varint origin:varint trace:16B span:8B parent:8B start:zigzag duration:varint name:text kind:u8 status:u8 statusText:text
///           flags:varint state:text operation provider model responseModel session conversation user key errorType tool agent finish (texts)
///           usage: mask:varint value:varint* (a bit for each class that is not zero)
///           price: source:u8 (cost:zigzag where the top bit is set) first:varint(0 = none, else ns + 1) tags: count:varint text*
///           messages: count:varint (slot × 2 + json:u8 role:text body:block)* extras:block
/// text, block = bytes:varint bytes        origin = see OriginText        extras = see ExtrasText
/// </code>
/// A record holds about <see cref="RecordBytes"/> at most, or one span that is larger.
/// </summary>
internal static class BatchLayout
{
    public const byte Version = 1;
    public const int RecordBytes = 4 << 20;
    public const int SpanBytesMax = 8 << 20;
    public const byte HasCost = 0x80;
}
