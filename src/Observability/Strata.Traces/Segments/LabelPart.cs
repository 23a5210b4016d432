using Strata.Traces.Bytes;

namespace Strata.Traces.Segments;

/// <summary>A dictionary of a segment, unpacked: the texts and where each begins.</summary>
internal sealed class LabelPart
{
    private readonly byte[] bytes;
    private readonly int[] starts;
    private readonly int[] lengths;

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public LabelPart(byte[] bytes, int count)
    {
        this.bytes = bytes;
        starts = new int[count];
        lengths = new int[count];
        var cursor = new ByteCursor(bytes);
        for (var code = 0; code < count; code++)
        {
            lengths[code] = cursor.Block().Length;
            starts[code] = bytes.Length - cursor.Left - lengths[code];
        }

        if (cursor.Broken || !cursor.AtEnd)
        {
            throw new InvalidDataException("A dictionary of a segment ends in the middle of a text.");
        }
    }

    public ReadOnlyMemory<byte> this[int code] => bytes.AsMemory(starts[code], lengths[code]);

    public int Find(ReadOnlySpan<byte> text)
    {
        for (var code = 0; code < starts.Length; code++)
        {
            if (lengths[code] == text.Length && text.SequenceEqual(bytes.AsSpan(starts[code], text.Length)))
            {
                return code;
            }
        }

        return -1;
    }
}
