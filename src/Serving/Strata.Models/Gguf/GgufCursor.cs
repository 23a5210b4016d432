using System.Buffers.Binary;
using System.Text;
using Strata.Core.Results;

namespace Strata.Models.Gguf;

/// <summary>
/// Reads forward through the mapped bytes of a file. The first failure sticks: everything after it reads as zero, so a parser
/// states its steps and asks <see cref="Ok"/> where it loops or allocates. Also keeps the budget of memory for metadata.
/// </summary>
internal unsafe ref struct GgufCursor
{
    private readonly byte* start;
    private readonly long length;
    private long budget;

    public GgufCursor(byte* start, long length, long budget)
    {
        this.start = start;
        this.length = length;
        this.budget = budget;
    }

    public long Position { get; private set; }

    public Problem? Problem { get; private set; }

    public readonly bool Ok => Problem is null;

    public readonly long Remaining => length - Position;

    public void Fail(string message, string? field = null) => Problem ??= Problem.Corrupt(message, field);

    /// <summary>Takes bytes of memory from the budget; false when it is spent.</summary>
    public bool Spend(long bytes)
    {
        budget -= bytes;
        if (budget < 0)
        {
            Problem ??= new Problem(ProblemCode.TooLarge, "The file's metadata is larger than the reader's limit.");
        }

        return Ok;
    }

    public byte UInt8() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(2) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    public ulong UInt64() => Take(8) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;

    /// <summary>A count that must not be negative nor above <paramref name="max"/>.</summary>
    public int Count(long max, string what)
    {
        var count = (long)UInt64();
        if (Ok && (count < 0 || count > max))
        {
            Fail($"The file states {(ulong)count} {what}; at most {max} are read.");
        }

        return Ok ? (int)count : 0;
    }

    public string String(int bytesMax, string what)
    {
        var size = UInt64();
        if (Ok && size > (ulong)bytesMax)
        {
            Fail($"{what} at byte {Position - 8} states {size} bytes; at most {bytesMax} are read.");
        }

        return Ok && size <= (ulong)Remaining && !Spend(24 + (2 * (long)size)) ? "" : Encoding.UTF8.GetString(Take((long)(Ok ? size : 0)));
    }

    /// <summary>The next bytes as they stand, or none when the file ends before.</summary>
    public ReadOnlySpan<byte> Take(long bytes)
    {
        if (!Ok || bytes <= 0)
        {
            return [];
        }

        if (bytes > Remaining)
        {
            Fail($"The file is truncated: {bytes} bytes are needed at byte {Position}, and {Remaining} are left.");
            return [];
        }

        var span = new ReadOnlySpan<byte>(start + Position, checked((int)bytes));
        Position += bytes;
        return span;
    }
}
