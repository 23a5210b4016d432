using System.Text;
using Strata.Dialects.Framing;

namespace Strata.Dialects.Tests.Framing;

public sealed class FrameBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_the_bytes_are_cut_the_events_are_the_same_and_half_ones_are_left_out(int seed)
    {
        const string Text = ": comment\n\ndata: {\"a\":1}\n\nevent: x\r\ndata:two\r\ndata: lines\r\n\r\nid: 5\n\ndata: half";
        for (var round = 0; round < 200; round++)
        {
            Assert.Equal(["|", "|{\"a\":1}", "x|two\nlines", "|"], Cut(ServerSentEvents.Instance, Text, new Random((seed * 1_000) + round), out var whole));
            Assert.Equal(Text[..^"data: half".Length], whole);
        }
    }

    [Fact]
    public void Lines_are_messages()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            Assert.Equal(["|{\"a\":1}", "|", "|{\"b\":2}"], Cut(JsonLines.Instance, "{\"a\":1}\n\r\n {\"b\":2}\r\n{\"half\":", new Random(seed), out _));
        }
    }

    [Fact]
    public void A_message_without_end_is_refused_at_its_bound()
    {
        using var buffer = new FrameBuffer(ServerSentEvents.Instance, frameBytesMax: 1 << 16);
        Assert.Throws<InvalidDataException>(() =>
        {
            while (!buffer.TryTake(out _))
            {
                var room = buffer.Room();
                room.Span.Fill((byte)'x');
                buffer.Advance(room.Length);
            }
        });
    }

    private static List<string> Cut(IFrameSplitter splitter, string text, Random random, out string whole)
    {
        using var buffer = new FrameBuffer(splitter);
        var found = new List<string>();
        var all = new StringBuilder();
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, random.Next(1, 9))];
            piece.CopyTo(buffer.Room().Span);
            buffer.Advance(piece.Length);
            bytes = bytes[piece.Length..];
            while (buffer.TryTake(out var one))
            {
                all.Append(Encoding.UTF8.GetString(one.Span));
                var frame = splitter.Open(one.Span);
                found.Add($"{Encoding.UTF8.GetString(frame.Name)}|{Encoding.UTF8.GetString(frame.Data)}");
            }
        }

        whole = all.ToString();
        return found;
    }
}
