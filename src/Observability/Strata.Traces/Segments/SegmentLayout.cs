namespace Strata.Traces.Segments;

/// <summary>
/// A segment: the spans of one UTC day that left memory together, written once and never changed. Little-endian.
/// <code>
/// file      = magic "STRTRACE" 8 | version u32 | zero u32 | label* text* block* index cube* directory footer
/// label     = packed (bytes:varint UTF-8)*                       a dictionary; its place in it is the code, 0 is empty
/// block     = code column* figure column* runs filter packed-extras packed-refs           1024 rows, the last one fewer
/// column    = width × rows bytes: value − least value; width 0 where all are equal. Width and range stand in the directory
/// runs      = count:varint (rows:varint trace:16B)* outside:varint parent:8B*             rows of a trace stand together
///             the parent column holds 0 for none, n for row n−1 of the block, rows+1 for the next one of "outside"
/// refs      = per row count:varint, then ((message − message before) zigzag × 4 + slot):varint*
/// extras    = (bytes:varint)* per row, then the bytes, see ExtrasText
/// filter    = bloom filter over AttributeHash
/// text      = packed text block, then its gram bitmap               messages in the order rows first need them, each once
/// textblock = count:varint (length × 2 + json:varint role:varint)* bodies
/// grams     = 2^n bits: for each four bytes of a body in lower case, the bit of their hash
/// index     = (hash of trace u64)* sorted, then (first row u32)*
/// cube      = packed cells, then packed quantiles for each measure, see CubeLayout
/// footer    = directory offset u64 | packed bytes u32 | bytes u32 | crc32c of the packed directory u32 | version u32 | magic "ECARTRTS" 8
/// </code>
/// Rows are ordered by tenant, then by the begin of their trace, then by begin. Every part has its crc32c in the directory; it is checked when
/// the part is first touched.
/// </summary>
internal static class SegmentLayout
{
    public const uint Version = 1;
    public const int HeaderBytes = 16;
    public const int FooterBytes = 32;
    public const int TextBlockBytes = 128 * 1024;
    public const int GramBitsMost = 18;
    public const int GramBitsLeast = 10;
    public const int GramBytes = 4;

    public static ReadOnlySpan<byte> Magic => "STRTRACE"u8;

    public static ReadOnlySpan<byte> EndMagic => "ECARTRTS"u8;

    /// <summary>How many low bits of a gram's hash a bitmap of some size uses: the bit.</summary>
    public static uint GramHash(uint gram) => (gram * 0x9E37_79B1u) >> (32 - GramBitsMost);
}
