using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Spans;

namespace Strata.Traces.Live;

/// <summary>
/// The distinct messages of a table: a message that was seen before is a number. Found by hash and then compared byte by byte,
/// so two messages are never taken for one. One writer; readers follow published numbers.
/// </summary>
internal sealed class LiveMessages
{
    private readonly ByteArena arena = new();
    private readonly Dictionary<string, int> roleCodes = new(StringComparer.Ordinal);
    private int[] slots = new int[1024];
    private Entry[] entries = new Entry[1024];
    private string[] roles = new string[8];
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>Bytes held, roughly.</summary>
    public long Bytes => arena.Length + (48L * count);

    public int Add(in SpanMessage message)
    {
        var role = Role(message.Role);
        var body = message.Body.Span;
        var hash = Hash64.Of(body, ((ulong)role << 1) | (message.IsJson ? 1u : 0u));
        if (2 * count >= slots.Length)
        {
            Grow();
        }

        for (var slot = (int)(hash >> 32) & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var number = slots[slot] - 1;
            if (number < 0)
            {
                slots[slot] = count + 1;
                return Push(new Entry(arena.Add(body), hash, body.Length, role, message.IsJson));
            }

            ref readonly var known = ref entries[number];
            if (known.Hash == hash && known.Length == body.Length && known.Role == role && known.IsJson == message.IsJson && arena.Read(known.Place, known.Length).Span.SequenceEqual(body))
            {
                return number;
            }
        }
    }

    public MessageBody this[int number]
    {
        get
        {
            ref readonly var entry = ref Volatile.Read(ref entries)[number];
            return new MessageBody(Volatile.Read(ref roles)[entry.Role], arena.Read(entry.Place, entry.Length), entry.IsJson);
        }
    }

    public HashSet<int>? Find(ReadOnlySpan<byte> lowered, CancellationToken cancellationToken)
    {
        HashSet<int>? found = null;
        var buffer = new byte[64 * 1024];
        for (int number = 0, end = Count; number < end; number++)
        {
            if ((number & 4095) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            ref readonly var entry = ref Volatile.Read(ref entries)[number];
            if (TextSearch.Holds(arena.Read(entry.Place, entry.Length).Span, lowered, ref buffer))
            {
                (found ??= []).Add(number);
            }
        }

        return found;
    }

    private int Push(Entry entry)
    {
        if (count == entries.Length)
        {
            var larger = new Entry[2 * count];
            entries.CopyTo(larger, 0);
            Volatile.Write(ref entries, larger);
        }

        entries[count] = entry;
        Volatile.Write(ref count, count + 1);
        return count - 1;
    }

    private int Role(string role)
    {
        if (roleCodes.TryGetValue(role, out var code))
        {
            return code;
        }

        code = roleCodes.Count;
        if (code == roles.Length)
        {
            var larger = new string[2 * code];
            roles.CopyTo(larger, 0);
            Volatile.Write(ref roles, larger);
        }

        roles[code] = role;
        roleCodes.Add(role, code);
        return code;
    }

    private void Grow()
    {
        slots = new int[2 * slots.Length];
        for (var number = 0; number < count; number++)
        {
            var slot = (int)(entries[number].Hash >> 32) & (slots.Length - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = number + 1;
        }
    }

    private readonly record struct Entry(long Place, ulong Hash, int Length, int Role, bool IsJson);
}
