using System.Buffers.Binary;
using System.Numerics;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Live;

namespace Strata.Traces.Segments;

/// <summary>Writes the messages that a segment's rows need, each once, in the order they are first needed, with a bitmap of grams for each block.</summary>
internal sealed class TextBlocks(LiveTable table, ByteWriter file)
{
    private const int Quality = 4;
    private readonly int[] numbers = new int[table.MessageCount];
    private readonly List<TextPart> parts = [];
    private readonly List<string> roles = [];
    private readonly List<(int Length, bool IsJson, int Role)> heads = [];
    private readonly ByteWriter bodies = new(SegmentLayout.TextBlockBytes + (64 * 1024));
    private readonly ByteWriter block = new(SegmentLayout.TextBlockBytes + (64 * 1024));
    private readonly ulong[] grams = new ulong[(1 << SegmentLayout.GramBitsMost) / 64];
    private byte[] lowered = [];
    private int count;

    public TextPart[] Parts => [.. parts];

    public string[] Roles => [.. roles];

    public int Count => count;

    /// <summary>The number that a message has in the segment.</summary>
    public int Number(int live)
    {
        if (numbers[live] == 0)
        {
            Add(table.Message(live));
            numbers[live] = count;
        }

        return numbers[live] - 1;
    }

    /// <summary>Closes the last block.</summary>
    public void Finish()
    {
        if (heads.Count > 0)
        {
            Close();
        }
    }

    private void Add(MessageBody message)
    {
        var role = roles.IndexOf(message.Role);
        if (role < 0)
        {
            role = roles.Count;
            roles.Add(message.Role);
        }

        heads.Add((message.Body.Length, message.IsJson, role));
        bodies.Bytes(message.Body.Span);
        Grams(message.Body.Span);
        count++;
        if (bodies.Length >= SegmentLayout.TextBlockBytes)
        {
            Close();
        }
    }

    private void Grams(ReadOnlySpan<byte> body)
    {
        if (lowered.Length < body.Length)
        {
            lowered = new byte[2 * body.Length];
        }

        TextSearch.Lower(body, lowered);
        for (var i = 0; i + SegmentLayout.GramBytes <= body.Length; i++)
        {
            var bit = SegmentLayout.GramHash(BinaryPrimitives.ReadUInt32LittleEndian(lowered.AsSpan(i)));
            grams[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    private void Close()
    {
        block.Clear();
        block.Varint((uint)heads.Count);
        foreach (var (length, isJson, role) in heads)
        {
            block.Varint(((ulong)(uint)length << 1) | (isJson ? 1u : 0u));
            block.Varint((uint)role);
        }

        block.Bytes(bodies.Written);
        var part = PackedPart.Write(block.Written, Quality, file);
        var bits = Fold();
        var at = file.Length;
        for (var word = 0; word < (1 << bits) / 64; word++)
        {
            file.U64(grams[word]);
        }

        parts.Add(new TextPart(count - heads.Count, part, at, bits, Checksum.Of(file.Written[at..])));

        grams.AsSpan().Clear();
        heads.Clear();
        bodies.Clear();
    }

    /// <summary>Halves the bitmap, upper half onto lower, while few of its bits are set: a small block needs a small one.</summary>
    private int Fold()
    {
        var set = 0;
        foreach (var word in grams)
        {
            set += BitOperations.PopCount(word);
        }

        var bits = SegmentLayout.GramBitsMost;
        for (; bits > SegmentLayout.GramBitsLeast && set < (1 << bits) / 6; bits--)
        {
            var half = (1 << (bits - 1)) / 64;
            for (var word = 0; word < half; word++)
            {
                grams[word] |= grams[word + half];
            }
        }

        return bits;
    }
}
