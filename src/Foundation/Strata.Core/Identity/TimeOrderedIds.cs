using System.Buffers.Binary;

namespace Strata.Core.Identity;

/// <summary>
/// Ids of 48 bits of milliseconds and 80 random bits in Crockford's base 32 (the ULID layout): 26 characters that sort by
/// time. Within one millisecond of one source they still ascend: the random part is incremented instead of drawn again.
/// </summary>
public sealed class TimeOrderedIds : IIdSource
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private readonly TimeProvider time;
    private readonly Action<Span<byte>> fill;
    private readonly Lock gate = new();
    private UInt128 last;

    /// <summary>Ids from the given clock and the system's random source.</summary>
    public TimeOrderedIds(TimeProvider time)
        : this(time, RandomPool.Fill)
    {
    }

    /// <summary>Ids from the given clock and random source.</summary>
    public TimeOrderedIds(TimeProvider time, Action<Span<byte>> fill)
    {
        this.time = time;
        this.fill = fill;
    }

    /// <inheritdoc/>
    public string Next(string prefix)
    {
        var id = NextValue();
        return string.Create(prefix.Length + 27, (prefix, id), static (text, state) =>
        {
            state.prefix.CopyTo(text);
            text[state.prefix.Length] = '_';
            var rest = state.id;
            for (var i = text.Length - 1; i > state.prefix.Length; i--)
            {
                text[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }

    /// <summary>The number that an id of this kind spells behind its prefix: the moment in the upper 48 bits.</summary>
    /// <returns>False where it is of another kind, or 0.</returns>
    public static bool TryRead(string id, out UInt128 value)
    {
        value = 0;
        var at = id.Length - 26;
        if (at < 1 || id[at - 1] != '_' || id[at] > '7')
        {
            return false;
        }

        for (; at < id.Length; at++)
        {
            var digit = Alphabet.IndexOf(id[at], StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        return value != 0;
    }

    private UInt128 NextValue()
    {
        Span<byte> random = stackalloc byte[16];
        fill(random[6..]);
        random[..6].Clear();
        var milliseconds = (UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        var candidate = (milliseconds << 80) | BinaryPrimitives.ReadUInt128BigEndian(random);
        lock (gate)
        {
            last = candidate > last ? candidate : last + 1;
            return last;
        }
    }
}
