namespace Strata.Models.Gguf;

/// <summary>Where a tensor lies. The reader has checked that its bytes are inside its file and overlap no other tensor.</summary>
public sealed record GgufTensor
{
    /// <summary>Its name, for instance <c>blk.0.attn_q.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How its numbers are stored.</summary>
    public required GgufTensorType Type { get; init; }

    /// <summary>One to four extents, the fastest first: [columns, rows, …].</summary>
    public required IReadOnlyList<long> Dimensions { get; init; }

    /// <summary>The file among the splits, from 0.</summary>
    public int FileIndex { get; init; }

    /// <summary>First byte, counted from the start of that file.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Elements of one row.</summary>
    public long Columns => Dimensions[0];

    /// <summary>Rows: the product of all extents but the first.</summary>
    public long Rows => Dimensions.Skip(1).Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Elements.</summary>
    public long Elements => Columns * Rows;

    /// <summary>The extents as text, for messages: <c>576 × 49152</c>.</summary>
    public string Shape => string.Join(" × ", Dimensions);
}
