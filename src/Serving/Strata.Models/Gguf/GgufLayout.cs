namespace Strata.Models.Gguf;

/// <summary>
/// The bytes of a GGUF file, versions 2 and 3, little endian:
/// <code>
///  0  "GGUF"                       4 bytes
///  4  version                      u32, 2 or 3
///  8  tensor count                 i64
/// 16  metadata count               i64
/// 24  metadata, count times:       key (string), value type (u32), value
///       string                     length u64, bytes (UTF-8)
///       array                      element type u32, count u64, elements
///     tensors, count times:        name (string), dimensions n (u32 ≤ 4), n × i64 (fastest first), type u32, offset u64
///     padding to general.alignment (32 unless stated)
///     data section                 each tensor at its offset, counted from here, a multiple of the alignment
/// </code>
/// A model may be split: <c>NAME-00001-of-0000N.gguf</c>, each file with <c>split.no</c> (from 0), <c>split.count</c> and
/// <c>split.tensors.count</c>; the first carries the model's metadata.
/// </summary>
public static class GgufLayout
{
    /// <summary>"GGUF" read as a little-endian number.</summary>
    public const uint Magic = 0x46554747;

    /// <summary>The version that the writer writes.</summary>
    public const uint Version = 3;

    /// <summary>The oldest version that is read; 1 had other widths.</summary>
    public const uint OldestVersion = 2;

    /// <summary>Bytes before the first metadata key.</summary>
    public const int HeaderBytes = 24;

    /// <summary>Alignment where the file states none.</summary>
    public const int DefaultAlignment = 32;

    /// <summary>Most dimensions of a tensor.</summary>
    public const int DimensionsMax = 4;

    /// <summary>Key of the alignment.</summary>
    public const string AlignmentKey = "general.alignment";

    /// <summary>Key of the architecture.</summary>
    public const string ArchitectureKey = "general.architecture";

    /// <summary>Key of the number of this file among its splits, from 0.</summary>
    public const string SplitNumberKey = "split.no";

    /// <summary>Key of the number of splits.</summary>
    public const string SplitCountKey = "split.count";

    /// <summary>Key of the number of tensors of all splits.</summary>
    public const string SplitTensorsKey = "split.tensors.count";

    /// <summary>The name of one file of a split model.</summary>
    /// <param name="prefix">The path up to the number.</param>
    /// <param name="number">Counted from 0.</param>
    /// <param name="count">All files.</param>
    public static string SplitName(string prefix, int number, int count) => $"{prefix}-{number + 1:D5}-of-{count:D5}.gguf";
}
