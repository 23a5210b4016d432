using System.Buffers;
using System.Text;
using Strata.Dialects.Framing;

namespace Strata.Dialects.Tests.Framing;

public class AwsEventStreamTests
{
    [Fact]
    public void The_checksum_is_the_common_one()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        Assert.Equal(0u, Crc32.Of(default));
        Assert.Equal(0x414FA339u, Crc32.Of("The quick brown fox jumps over the lazy dog"u8));
    }

    [Fact]
    public void The_empty_message_has_the_published_bytes()
    {
        var message = Convert.FromHexString("000000100000000005C248EB7D98C8FF");
        var scanned = 0;
        Assert.Equal(16, AwsEventStream.Instance.Cut(message, ref scanned));
        Assert.True(AwsEventStream.Instance.Open(message) is { Name.IsEmpty: true, Data.IsEmpty: true });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Messages_are_the_same_however_the_bytes_are_cut(int seed)
    {
        var stream = Stream();
        var random = new Random(seed);
        using var frames = new FrameBuffer(AwsEventStream.Instance);
        var found = new List<string>();
        var bytes = stream.AsSpan();
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, random.Next(1, 40))];
            piece.CopyTo(frames.Room().Span);
            frames.Advance(piece.Length);
            bytes = bytes[piece.Length..];
            while (frames.TryTake(out var whole))
            {
                var frame = AwsEventStream.Instance.Open(whole.Span);
                found.Add($"{Encoding.UTF8.GetString(frame.Name)}|{Encoding.UTF8.GetString(frame.Data)}");
            }
        }

        Assert.Equal(["messageStart|{\"role\":\"assistant\"}", "throttlingException|{\"message\":\"slow\"}"], found);
        Assert.False(frames.HasRest);
    }

    [Fact]
    public void Every_broken_byte_is_noticed()
    {
        var whole = Stream();
        for (var at = 0; at < whole.Length; at++)
        {
            var broken = (byte[])whole.Clone();
            broken[at] ^= 0x20;
            Assert.True(Messages(broken) < 2, $"byte {at}");
        }
    }

    [Fact]
    public void Garbage_ends_in_InvalidData_and_nothing_else()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Stream();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Messages(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
        }
    }

    [Fact]
    public void Headers_that_lie_are_a_broken_message()
    {
        // Checksums are right, a header's text claims more bytes than there are.
        byte[] headers = [3, (byte)':', (byte)'x', (byte)'y', 7, 0xFF, 0xFF];
        Assert.Throws<InvalidDataException>(() => AwsEventStreamLayout.Text(headers, ":event-type"u8).Length);
        Assert.Throws<InvalidDataException>(() => AwsEventStreamLayout.Text([1, (byte)'a', 99], ":event-type"u8).Length);
        Assert.Throws<InvalidDataException>(() => AwsEventStreamLayout.Text([200], ":event-type"u8).Length);
    }

    private static byte[] Stream()
    {
        var output = new ArrayBufferWriter<byte>();
        AwsEventStreamWriter.Write("messageStart", isException: false, "{\"role\":\"assistant\"}"u8, output);
        AwsEventStreamWriter.Write("throttlingException", isException: true, "{\"message\":\"slow\"}"u8, output);
        return output.WrittenSpan.ToArray();
    }

    private static int Messages(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        try
        {
            while (true)
            {
                var scanned = 0;
                var length = AwsEventStream.Instance.Cut(bytes, ref scanned);
                if (length == 0)
                {
                    return count;
                }

                AwsEventStream.Instance.Open(bytes[..length]);
                bytes = bytes[length..];
                count++;
            }
        }
        catch (InvalidDataException)
        {
            return count;
        }
    }
}
