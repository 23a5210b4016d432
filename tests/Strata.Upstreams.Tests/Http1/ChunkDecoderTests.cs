using System.Text;
using Strata.Upstreams.Http1;

namespace Strata.Upstreams.Tests.Http1;

public sealed class ChunkDecoderTests
{
    private const string Body = "5\r\nhello\r\n1;name=\"a;b\"\r\n,\r\n00006 \r\n world\r\n0\r\nx-cost: 1\r\ntrailer: two\r\n\r\n";

    [Fact]
    public void Chunks_cut_anywhere_give_the_same_data()
    {
        var bytes = Encoding.ASCII.GetBytes(Body);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var chunks = default(ChunkDecoder);
                var data = new StringBuilder();
                foreach (var part in (byte[][])[bytes[..first], bytes[first..second], bytes[second..]])
                {
                    data.Append(Encoding.ASCII.GetString(part, 0, chunks.Decode(part, out var rest)));
                    Assert.Equal(0, rest);
                }

                Assert.True(chunks.IsDone);
                Assert.Equal("hello, world", data.ToString());
            }
        }
    }

    [Fact]
    public void What_follows_the_end_is_counted_and_left()
    {
        var chunks = default(ChunkDecoder);
        var bytes = Encoding.ASCII.GetBytes("1\r\na\r\n0\r\n\r\nHTTP/1.1 200 OK");
        Assert.Equal(1, chunks.Decode(bytes, out var rest));
        Assert.Equal(15, rest);
        Assert.True(chunks.IsDone);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("g\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("1\r\nab\r\n")]
    [InlineData("1\r\na\r\r\n")]
    [InlineData("1\rx")]
    [InlineData("1111111111111111\r\n")]
    [InlineData("0\r\n\rx")]
    public void Broken_framing_is_refused(string text)
    {
        var chunks = default(ChunkDecoder);
        Assert.Throws<IOException>(() => chunks.Decode(Encoding.ASCII.GetBytes(text), out _));
    }

    [Fact]
    public void Trailers_and_extensions_are_bounded()
    {
        var trailers = default(ChunkDecoder);
        Assert.Throws<IOException>(() => trailers.Decode(Encoding.ASCII.GetBytes("0\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", 10_000))), out _));
        var extension = default(ChunkDecoder);
        Assert.Throws<IOException>(() => extension.Decode(Encoding.ASCII.GetBytes("1;" + new string('x', 20_000)), out _));
    }

    [Fact]
    public void Random_bytes_end_in_data_or_a_refusal_and_cuts_change_nothing()
    {
        var random = new Random(20_261_121);
        var alphabet = "0123456789abcF;\r\n x"u8.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(1, 40)];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = alphabet[random.Next(alphabet.Length)];
            }

            Assert.Equal(Decoded(bytes, bytes.Length), Decoded(bytes, random.Next(1, bytes.Length + 1)));
        }
    }

    private static string Decoded(byte[] bytes, int piece)
    {
        var chunks = default(ChunkDecoder);
        var data = new StringBuilder();
        try
        {
            for (var at = 0; at < bytes.Length && !chunks.IsDone; at += piece)
            {
                var part = bytes[at..Math.Min(bytes.Length, at + piece)];
                data.Append(Encoding.ASCII.GetString(part, 0, chunks.Decode(part, out _)));
            }
        }
        catch (IOException)
        {
            return "refused";
        }

        return $"{data} {chunks.IsDone}";
    }
}
