using System.Buffers.Binary;

namespace Strata.Tokenizers.Unicode;

/// <summary>
/// Decompositions, compositions and mark order, read once from the embedded table that <c>tools/unicode-tables.cs</c>
/// writes (its layout is described there). The runtime's own normalisation does nothing without ICU.
/// </summary>
internal sealed class NormalizationTables
{
    private readonly byte[] data;
    private int at = 8;

    private NormalizationTables(byte[] data)
    {
        this.data = data;
        var hash = 2166136261u;
        foreach (var value in data.AsSpan(at))
        {
            hash = (hash ^ value) * 16777619u;
        }

        if (!data.AsSpan(0, 4).SequenceEqual("SUN1"u8) || BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(4)) != hash)
        {
            throw new InvalidOperationException("The embedded normalisation table is damaged.");
        }

        MarkOrder = ReadMarks();
        Canonical = ReadDecompositions();
        Compatible = ReadDecompositions();
        Pairs = ReadPairs();
    }

    public static NormalizationTables Instance { get; } = Load();

    /// <summary>Order of combining marks; what is absent is no mark.</summary>
    public Dictionary<int, byte> MarkOrder { get; }

    /// <summary>Full canonical decompositions, without Hangul.</summary>
    public Dictionary<int, int[]> Canonical { get; }

    /// <summary>Full compatible decompositions where they differ from the canonical ones.</summary>
    public Dictionary<int, int[]> Compatible { get; }

    /// <summary>Primary composites by pair.</summary>
    public Dictionary<(int First, int Second), int> Pairs { get; }

    private static NormalizationTables Load()
    {
        using var stream = typeof(NormalizationTables).Assembly.GetManifestResourceStream("Strata.Tokenizers.Unicode.normalization.bin")
            ?? throw new InvalidOperationException("The normalisation table is not embedded.");
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new NormalizationTables(data);
    }

    private Dictionary<int, byte> ReadMarks()
    {
        var marks = new Dictionary<int, byte>();
        var point = 0;
        for (var count = Number(); count > 0; count--)
        {
            point += Number();
            marks[point] = (byte)Number();
        }

        return marks;
    }

    private Dictionary<int, int[]> ReadDecompositions()
    {
        var table = new Dictionary<int, int[]>();
        var point = 0;
        for (var count = Number(); count > 0; count--)
        {
            point += Number();
            var parts = new int[Number()];
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = Number();
            }

            table[point] = parts;
        }

        return table;
    }

    private Dictionary<(int First, int Second), int> ReadPairs()
    {
        var pairs = new Dictionary<(int, int), int>();
        for (var count = Number(); count > 0; count--)
        {
            pairs[(Number(), Number())] = Number();
        }

        return pairs;
    }

    private int Number()
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = data[at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
