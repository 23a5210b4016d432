using System.Buffers.Text;
using System.Text;

namespace Strata.Upstreams.Http1;

/// <summary>
/// The head of an answer (RFC 9112), read line by line as its bytes come. It keeps where its fields stand; the bytes are the
/// connection's. Bounded in fields; the connection bounds the bytes.
/// </summary>
internal sealed class ResponseHead
{
    private const int FieldsMax = 256;
    private Field[] fields = new Field[16];
    private int count;
    private int line;
    private bool hasLength;

    /// <summary>The status code.</summary>
    public int Status { get; private set; }

    /// <summary>Bytes of the body; -1 where that is not said.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the body is framed in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Whether the connection may carry another exchange afterwards.</summary>
    public bool Keeps { get; private set; }

    /// <summary>Whether the status line was read.</summary>
    private bool HasStatus => Status > 0;

    /// <summary>Begins anew with the byte at a place.</summary>
    public void Reset(int start)
    {
        (count, line, hasLength) = (0, start, false);
        (Status, Length, IsChunked, Keeps) = (0, -1, false, false);
    }

    /// <summary>Reads on; true once the head is whole, with where it ends.</summary>
    /// <exception cref="HttpRequestException">The bytes are no head.</exception>
    public bool Read(ReadOnlySpan<byte> bytes, out int end)
    {
        while (bytes[line..].IndexOf((byte)'\n') is var length and >= 0)
        {
            var text = bytes.Slice(line, length);
            text = text is [.., (byte)'\r'] ? text[..^1] : text;
            var start = line;
            line += length + 1;
            if (!HasStatus)
            {
                StatusLine(text);
            }
            else if (text.IsEmpty)
            {
                end = line;
                return true;
            }
            else
            {
                Take(text, start);
            }
        }

        end = 0;
        return false;
    }

    /// <summary>The first value of a header by its name in lower case; null where it is not there.</summary>
    public string? Find(ReadOnlySpan<byte> bytes, string name)
    {
        for (var i = 0; i < count; i++)
        {
            ref readonly var field = ref fields[i];
            if (field.NameLength == name.Length && Ascii.EqualsIgnoreCase(bytes.Slice(field.Start, field.NameLength), name))
            {
                return Encoding.Latin1.GetString(bytes.Slice(field.ValueStart, field.ValueLength));
            }
        }

        return null;
    }

    private void StatusLine(ReadOnlySpan<byte> text)
    {
        // HTTP/1.1 200 OK
        if (text.Length < 12 || !text.StartsWith("HTTP/1."u8) || text[8] != ' ' || text[7] is not ((byte)'0' or (byte)'1') || (text.Length > 12 && text[12] != ' ')
            || !Utf8Parser.TryParse(text.Slice(9, 3), out int status, out var digits) || digits != 3 || status is < 100 or > 999)
        {
            throw Broken();
        }

        (Status, Keeps) = (status, text[7] == '1');
    }

    private void Take(ReadOnlySpan<byte> text, int start)
    {
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || text[0] is (byte)' ' or (byte)'\t' || text[colon - 1] is (byte)' ' or (byte)'\t')
        {
            throw Broken();
        }

        var value = text[(colon + 1)..].Trim(" \t"u8);
        var name = text[..colon];
        if (count == fields.Length)
        {
            if (count == FieldsMax)
            {
                throw Broken();
            }

            Array.Resize(ref fields, count * 2);
        }

        var lead = text[(colon + 1)..].Length - text[(colon + 1)..].TrimStart(" \t"u8).Length;
        fields[count++] = new Field(start, colon, start + colon + 1 + lead, value.Length);
        switch (colon)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                Keeps = !Says(value, "close"u8) && (Keeps || Says(value, "keep-alive"u8));
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                TakeLength(value);
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                // what else it may be coded in, nobody asked for
                IsChunked = !IsChunked && Ascii.EqualsIgnoreCase(value, "chunked"u8) ? true : throw Broken();
                Keeps &= !hasLength;
                break;
        }
    }

    private void TakeLength(ReadOnlySpan<byte> value)
    {
        if (!Utf8Parser.TryParse(value, out long length, out var digits) || digits != value.Length || length < 0 || value[0] is (byte)'+' or (byte)'-' || (hasLength && length != Length))
        {
            throw Broken();
        }

        (Length, hasLength) = (length, true);
        Keeps &= !IsChunked; // two framings: the chunks hold, and nothing after them is believed
    }

    private static bool Says(ReadOnlySpan<byte> list, ReadOnlySpan<byte> word)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[range].Trim(" \t"u8), word))
            {
                return true;
            }
        }

        return false;
    }

    private static HttpRequestException Broken() => new(HttpRequestError.InvalidResponse, "The provider's answer has no head that can be read.");

    private readonly record struct Field(int Start, int NameLength, int ValueStart, int ValueLength);
}
