using Strata.Numerics.Quant;

namespace Strata.Numerics.Matrices;

/// <summary>
/// A matrix of weights where it lies (usually inside a memory-mapped file): row-major, rows × columns, each row a whole number of
/// blocks. It is a view: whoever made it keeps the memory alive and unchanged.
/// </summary>
public readonly unsafe struct WeightMatrix
{
    private readonly byte* data;

    private WeightMatrix(byte* data, QuantType type, int rows, int columns)
    {
        this.data = data;
        Type = type;
        Rows = rows;
        Columns = columns;
        RowBytes = QuantTraits.Of(type).RowBytes(columns);
    }

    /// <summary>Format of the values.</summary>
    public QuantType Type { get; }

    /// <summary>Outputs of a product.</summary>
    public int Rows { get; }

    /// <summary>Inputs of a product.</summary>
    public int Columns { get; }

    /// <summary>Distance from a row to the next, in bytes.</summary>
    public long RowBytes { get; }

    /// <summary>Bytes of the whole matrix.</summary>
    public long Bytes => RowBytes * Rows;

    internal byte* Data => data;

    /// <summary>Makes a view over memory that outlives it.</summary>
    /// <param name="data">First byte; no alignment is needed.</param>
    /// <param name="bytes">Bytes that may be read from there.</param>
    /// <param name="type">Format of the values.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Values per row, at least 1 and a multiple of the block size.</param>
    /// <exception cref="ArgumentException">Null memory, unknown format, impossible sizes, or fewer bytes than the shape needs.</exception>
    public static WeightMatrix FromPointer(void* data, long bytes, QuantType type, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var matrix = new WeightMatrix((byte*)data, type, rows, columns);
        if (bytes / matrix.RowBytes < rows) // a division, because the product of hostile sizes overflows
        {
            throw new ArgumentException($"{rows} x {columns} values of {type} take {matrix.RowBytes} bytes per row; {bytes} bytes are there.", nameof(bytes));
        }

        return matrix;
    }

    /// <summary>Some consecutive rows as a matrix of their own (one expert of many, or one part of a fused projection).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the matrix.</exception>
    public WeightMatrix Slice(int firstRow, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows - firstRow);
        return new WeightMatrix(data + (firstRow * RowBytes), Type, rows, Columns);
    }

    /// <summary>Expands one row, for instance the embedding of a token.</summary>
    /// <exception cref="ArgumentException">No such row, or the target does not hold exactly one row.</exception>
    public void ReadRow(int row, Span<float> target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        if (target.Length != Columns)
        {
            throw new ArgumentException($"A row holds {Columns} values, the target {target.Length}.", nameof(target));
        }

        fixed (float* to = target)
        {
            Dequantizer.Row(Type, data + (row * RowBytes), Columns, to);
        }
    }
}
