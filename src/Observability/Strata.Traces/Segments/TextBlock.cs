using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Segments;

/// <summary>A block of messages, unpacked.</summary>
internal sealed class TextBlock
{
    private readonly byte[] bytes;
    private readonly (int Start, int Length, int Role, bool IsJson)[] messages;
    private readonly string[] roles;

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public TextBlock(byte[] bytes, string[] roles)
    {
        (this.bytes, this.roles) = (bytes, roles);
        var cursor = new ByteCursor(bytes);
        messages = new (int, int, int, bool)[cursor.Count()];
        for (var i = 0; i < messages.Length; i++)
        {
            var head = cursor.Varint();
            messages[i] = (0, (int)(head >> 1), (int)cursor.Varint(), (head & 1) != 0);
        }

        long at = bytes.Length - cursor.Left;
        foreach (ref var message in messages.AsSpan())
        {
            message.Start = (int)at;
            at += (uint)message.Length;
            if (cursor.Broken || at > bytes.Length || (uint)message.Role >= (uint)roles.Length)
            {
                throw new InvalidDataException("A block of messages ends in the middle of one.");
            }
        }
    }

    public int Count => messages.Length;

    public MessageBody this[int index]
    {
        get
        {
            var (start, length, role, isJson) = messages[index];
            return new MessageBody(roles[role], bytes.AsMemory(start, length), isJson);
        }
    }

    /// <summary>Adds the numbers of the messages that hold a text.</summary>
    public void Find(ReadOnlySpan<byte> lowered, int first, ref byte[] buffer, ref HashSet<int>? found)
    {
        // The block as a whole first: most hold nothing and are done with one pass.
        if (!TextSearch.Holds(bytes, lowered, ref buffer))
        {
            return;
        }

        for (var i = 0; i < messages.Length; i++)
        {
            if (buffer.AsSpan(messages[i].Start, messages[i].Length).IndexOf(lowered) >= 0)
            {
                (found ??= []).Add(first + i);
            }
        }
    }
}
