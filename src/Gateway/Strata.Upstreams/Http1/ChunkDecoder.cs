namespace Strata.Upstreams.Http1;

/// <summary>
/// Takes the framing of a chunked body (RFC 9112, 7.1) out of its bytes where they stand: data moves to the front. Bytes may come cut
/// anywhere. Extensions and trailers are passed over, within bounds.
/// </summary>
internal struct ChunkDecoder
{
    private const int SizeDigitsMax = 15;
    private const int LineBytesMax = 16 << 10;
    private State state;
    private long left;
    private int digits;
    private int line;

    private enum State : byte
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataReturn,
        DataEnd,
        TrailerStart,
        Trailer,
        LastEnd,
        Done,
    }

    /// <summary>Whether the last chunk and what follows it were seen.</summary>
    public readonly bool IsDone => state == State.Done;

    /// <summary>Decodes in place.</summary>
    /// <param name="bytes">The next bytes of the connection; data is at their front afterwards.</param>
    /// <param name="rest">Bytes behind the body's end.</param>
    /// <returns>How many bytes are data.</returns>
    /// <exception cref="IOException">The framing is broken.</exception>
    public int Decode(Span<byte> bytes, out int rest)
    {
        var (at, made) = (0, 0);
        while (at < bytes.Length && state != State.Done)
        {
            if (state == State.Data)
            {
                var take = (int)Math.Min(left, bytes.Length - at);
                if (made != at)
                {
                    bytes.Slice(at, take).CopyTo(bytes[made..]);
                }

                (at, made, left) = (at + take, made + take, left - take);
                state = left == 0 ? State.DataReturn : State.Data;
                continue;
            }

            Step(bytes[at++]);
        }

        rest = bytes.Length - at;
        return made;
    }

    private void Step(byte b)
    {
        switch (state)
        {
            case State.Size when HexDigit(b) is var digit and >= 0:
                left = (left << 4) | (uint)digit;
                digits = digits < SizeDigitsMax ? digits + 1 : throw Broken();
                break;
            case State.Size when digits > 0 && b == '\r':
                state = State.SizeEnd;
                break;
            case State.Size when digits > 0 && b is (byte)';' or (byte)' ' or (byte)'\t':
                (state, line) = (State.Extension, 0);
                break;
            case State.Extension when b is not ((byte)'\r' or (byte)'\n'):
                line = line < LineBytesMax ? line + 1 : throw Broken();
                break;
            case State.Extension when b == '\r':
                state = State.SizeEnd;
                break;
            case State.Size or State.Extension or State.SizeEnd when b == '\n' && digits > 0:
                (state, digits, line) = (left == 0 ? State.TrailerStart : State.Data, 0, 0);
                break;
            case State.DataReturn when b == '\r':
                state = State.DataEnd;
                break;
            case State.DataReturn or State.DataEnd when b == '\n':
                state = State.Size;
                break;
            case State.TrailerStart when b == '\r':
                state = State.LastEnd;
                break;
            case State.TrailerStart or State.LastEnd when b == '\n':
                state = State.Done;
                break;
            case State.TrailerStart or State.Trailer:
                line = line < LineBytesMax ? line + 1 : throw Broken(); // over all trailers
                state = b == '\n' ? State.TrailerStart : State.Trailer;
                break;
            default:
                throw Broken();
        }
    }

    private static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static IOException Broken() => new("The provider's answer is not framed in chunks as its head says.");
}
