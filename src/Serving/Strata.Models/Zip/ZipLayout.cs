namespace Strata.Models.Zip;

/// <summary>
/// The parts of a zip that are read here (APPNOTE 6.3): members with local headers, then the directory, then its end.
/// <code>
/// end of directory   50 4b 05 06 · 16: size u32, offset u32 · 10: entries u16 · 20: comment length u16      22 bytes
/// zip64 locator      50 4b 06 07 · 8: offset of the zip64 end u64                                          20 bytes, before it
/// zip64 end          50 4b 06 06 · 32: entries u64 · 40: size u64 · 48: offset u64                         56 bytes
/// directory entry    50 4b 01 02 · 8: flags · 10: method · 16: crc · 20: packed · 24: length
///                    · 28: name, 30: extra, 32: comment lengths · 42: header offset                        46 bytes + texts
/// local header       50 4b 03 04 · 26: name, 28: extra lengths                                             30 bytes + texts
/// </code>
/// All little endian.
/// </summary>
internal static class ZipLayout
{
    public const uint EndSignature = 0x06054b50;
    public const uint LocatorSignature = 0x07064b50;
    public const uint End64Signature = 0x06064b50;
    public const uint EntrySignature = 0x02014b50;
    public const uint LocalSignature = 0x04034b50;

    public const int EndLength = 22;
    public const int LocatorLength = 20;
    public const int End64Length = 56;
    public const int EntryLength = 46;
    public const int LocalLength = 30;
    public const int CommentMax = 65535;
    public const int Zip64Extra = 1;
    public const int EncryptedFlag = 1;
}
