using System.Runtime.Intrinsics;
using System.Text;

namespace Strata.Traces.Columns;

/// <summary>Substring search in UTF-8 that takes ASCII letters in either case; other letters must be the same.</summary>
internal static class TextSearch
{
    /// <summary>Whether a text holds another one, which is in lower case already. The buffer grows as needed and is used again.</summary>
    public static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowered, ref byte[] buffer)
    {
        if (text.Length < lowered.Length)
        {
            return false;
        }

        if (buffer.Length < text.Length)
        {
            buffer = new byte[Math.Max(text.Length, 2 * buffer.Length)];
        }

        Lower(text, buffer);
        return buffer.AsSpan(0, text.Length).IndexOf(lowered) >= 0;
    }

    /// <summary>Copies with ASCII letters in lower case; other bytes as they are.</summary>
    public static void Lower(ReadOnlySpan<byte> text, Span<byte> into)
    {
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var (first, span, bit) = (Vector256.Create((byte)'A'), Vector256.Create((byte)26), Vector256.Create((byte)0x20));
            for (; at <= text.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
            {
                var bytes = Vector256.Create(text[at..]);
                (bytes | (Vector256.LessThan(bytes - first, span) & bit)).CopyTo(into[at..]);
            }
        }

        for (; at < text.Length; at++)
        {
            into[at] = (byte)(text[at] - 'A') < 26 ? (byte)(text[at] | 0x20) : text[at];
        }
    }

    public static byte[] Lowered(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lowered = new byte[bytes.Length];
        Lower(bytes, lowered);
        return lowered;
    }
}
