namespace Strata.Traces.Segments;

/// <summary>A block of a segment.</summary>
internal sealed class BlockPart
{
    public int Rows { get; init; }

    /// <summary>Labels, then figures.</summary>
    public required ColumnPart[] Columns { get; init; }

    public long RunsOffset { get; init; }

    public int RunsBytes { get; init; }

    public PackedPart Refs { get; init; }

    public PackedPart Extras { get; init; }

    public long FilterOffset { get; init; }

    public int FilterBytes { get; init; }

    /// <summary>CRC-32C of columns, runs and filter, which stand together.</summary>
    public uint Checksum { get; init; }
}
