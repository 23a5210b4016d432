namespace Strata.Numerics.Quant;

/// <summary>Shape of one block of a format: how many values it holds and how many bytes it takes.</summary>
/// <param name="Type">The format.</param>
/// <param name="BlockSize">Values per block; a row is a whole number of blocks.</param>
/// <param name="BlockBytes">Bytes per block.</param>
public readonly record struct QuantTraits(QuantType Type, int BlockSize, int BlockBytes)
{
    private static readonly QuantTraits[] Table =
    [
        new(QuantType.F32, 1, 4), new(QuantType.F16, 1, 2), new(QuantType.BF16, 1, 2),
        new(QuantType.Q4_0, 32, 18), new(QuantType.Q4_1, 32, 20), new(QuantType.Q5_0, 32, 22), new(QuantType.Q5_1, 32, 24),
        new(QuantType.Q8_0, 32, 34), new(QuantType.IQ4_NL, 32, 18), new(QuantType.MXFP4, 32, 17),
        new(QuantType.Q2_K, 256, 84), new(QuantType.Q3_K, 256, 110), new(QuantType.Q4_K, 256, 144), new(QuantType.Q5_K, 256, 176),
        new(QuantType.Q6_K, 256, 210), new(QuantType.IQ4_XS, 256, 136), new(QuantType.Q8_K, 256, 292),
    ];

    /// <summary>Every known format.</summary>
    public static IReadOnlyList<QuantTraits> All => Table;

    /// <summary>Name as model files and tools print it.</summary>
    public string Name => Type.ToString();

    /// <summary>Looks a format up.</summary>
    /// <returns>False for an id that is not known here.</returns>
    public static bool TryGet(QuantType type, out QuantTraits traits)
    {
        foreach (var row in Table)
        {
            if (row.Type == type)
            {
                traits = row;
                return true;
            }
        }

        traits = default;
        return false;
    }

    /// <summary>Looks a format up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not known here.</exception>
    public static QuantTraits Of(QuantType type) => TryGet(type, out var traits)
        ? traits
        : throw new ArgumentOutOfRangeException(nameof(type), type, "This tensor format is not known.");

    /// <summary>Bytes of one row.</summary>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is negative or not a whole number of blocks.</exception>
    public long RowBytes(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (columns % BlockSize != 0)
        {
            throw new ArgumentException($"A row of {Name} is a multiple of {BlockSize} values, not {columns}.", nameof(columns));
        }

        return (long)columns / BlockSize * BlockBytes;
    }
}
