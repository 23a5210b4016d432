using System.Text;

namespace Strata.Traces.Live;

/// <summary>A dictionary that grows: one writer, readers see the codes that were published to them through rows.</summary>
internal sealed class LiveLabels
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal) { [""] = 0 };
    private byte[][] entries = new byte[16][];
    private int count = 1;

    public LiveLabels() => entries[0] = [];

    public int Count => Volatile.Read(ref count);

    /// <summary>Bytes held, roughly.</summary>
    public long Bytes { get; private set; }

    public byte[] this[int code] => Volatile.Read(ref entries)[code];

    public int Code(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        if (codes.TryGetValue(text, out var code))
        {
            return code;
        }

        return Add(text, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The code of an entry that is bytes and no text; the key stands for it.</summary>
    public int Code(string key, Func<byte[]> entry) => codes.TryGetValue(key, out var code) ? code : Add(key, entry());

    private int Add(string key, byte[] entry)
    {
        if (count == entries.Length)
        {
            var larger = new byte[2 * count][];
            entries.CopyTo(larger, 0);
            Volatile.Write(ref entries, larger);
        }

        entries[count] = entry;
        codes.Add(key, count);
        Bytes += 100 + (2 * key.Length) + entry.Length;
        var code = count;
        Volatile.Write(ref count, code + 1);
        return code;
    }
}
