using System.Text;
using Strata.Upstreams.Http1;

namespace Strata.Upstreams.Tests.Http1;

public sealed class ResponseHeadTests
{
    private const string Text = "HTTP/1.1 200 OK\r\nContent-Type:  text/event-stream \r\nX-Request-Id: req_1\nConnection: Keep-Alive\r\nContent-Length: 12\r\nEmpty:\r\n\r\nbody";

    [Fact]
    public void A_head_that_comes_byte_by_byte_is_read_once()
    {
        var bytes = Encoding.ASCII.GetBytes(Text);
        var head = new ResponseHead();
        head.Reset(0);
        var end = 0;
        for (var length = 1; length <= bytes.Length && !head.Read(bytes.AsSpan(0, length), out end); length++)
        {
        }

        Assert.Equal(Text.Length - 4, end);
        Assert.Equal(200, head.Status);
        Assert.Equal(12, head.Length);
        Assert.True(head.Keeps);
        Assert.False(head.IsChunked);
        Assert.Equal("text/event-stream", head.Find(bytes, "content-type"));
        Assert.Equal("req_1", head.Find(bytes, "x-request-id"));
        Assert.Equal("", head.Find(bytes, "empty"));
        Assert.Null(head.Find(bytes, "content-encoding"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200\r\nConnection: close\r\n\r\n", false, -1, false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n", false, 3, false)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n", true, 3, false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", true, -1, true)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: upgrade, Close\r\nContent-Length: 0\r\n\r\n", false, 0, false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", false, 3, true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", false, 3, true)]
    public void Framing_and_the_fate_of_the_connection_are_read(string text, bool keeps, long length, bool isChunked)
    {
        var head = new ResponseHead();
        head.Reset(0);
        Assert.True(head.Read(Encoding.ASCII.GetBytes(text), out _));
        Assert.Equal((keeps, length, isChunked), (head.Keeps, head.Length, head.IsChunked));
    }

    [Theory]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("ICY 200 OK\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nname : value\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\na: b\r\n folded\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    public void What_is_no_head_is_refused(string text)
    {
        var head = new ResponseHead();
        head.Reset(0);
        Assert.Throws<HttpRequestException>(() => head.Read(Encoding.ASCII.GetBytes(text), out _));
    }

    [Fact]
    public void Damaged_heads_are_read_or_refused_and_never_reach_outside()
    {
        var random = new Random(20_261_122);
        var good = Encoding.ASCII.GetBytes(Text);
        var head = new ResponseHead();
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = good[..random.Next(good.Length + 1)];
            for (var damage = random.Next(4); damage > 0 && bytes.Length > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            head.Reset(0);
            try
            {
                if (head.Read(bytes, out var end))
                {
                    Assert.InRange(end, 1, bytes.Length);
                    head.Find(bytes, "x-request-id");
                }
            }
            catch (HttpRequestException)
            {
                // refused
            }
        }
    }
}
