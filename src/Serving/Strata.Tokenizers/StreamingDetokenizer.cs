using System.Buffers;
using System.Text;

namespace Strata.Tokenizers;

/// <summary>
/// Turns tokens into text as they come, never splitting a UTF-8 sequence: at most three bytes wait for the rest of
/// theirs. A byte becomes U+FFFD only when no continuation can save it. One stream, one caller at a time.
/// </summary>
public sealed class StreamingDetokenizer
{
    private readonly Tokenizer tokenizer;
    private readonly bool skipSpecial;
    private readonly byte[] held = new byte[3];
    private int heldCount;

    internal StreamingDetokenizer(Tokenizer tokenizer, bool skipSpecial)
    {
        this.tokenizer = tokenizer;
        this.skipSpecial = skipSpecial;
    }

    /// <summary>Bytes that wait for the rest of their sequence: 0 to 3.</summary>
    public int HeldBytes => heldCount;

    /// <summary>Takes a token; returns the text that is certain now, often empty.</summary>
    public string Push(int id) => skipSpecial && tokenizer.IsControl(id) ? string.Empty : Push(tokenizer.TokenBytes(id));

    /// <summary>Takes raw bytes; returns the text that is certain now.</summary>
    public string Push(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return string.Empty;
        }

        var rented = ArrayPool<byte>.Shared.Rent(heldCount + bytes.Length);
        held.AsSpan(0, heldCount).CopyTo(rented);
        bytes.CopyTo(rented.AsSpan(heldCount));
        var text = Certain(rented.AsSpan(0, heldCount + bytes.Length));
        ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    /// <summary>Ends the stream: what still waits is no UTF-8 and becomes one U+FFFD.</summary>
    public string Flush()
    {
        var text = heldCount == 0 ? string.Empty : "\uFFFD";
        heldCount = 0;
        return text;
    }

    private string Certain(ReadOnlySpan<byte> bytes)
    {
        var certain = bytes.Length;
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var tail = bytes[^back..];
            if ((tail[0] & 0xC0) != 0x80)
            {
                certain -= Rune.DecodeFromUtf8(tail, out _, out _) == OperationStatus.NeedMoreData ? back : 0;
                break;
            }
        }

        heldCount = bytes.Length - certain;
        bytes[certain..].CopyTo(held);
        return Encoding.UTF8.GetString(bytes[..certain]);
    }
}
