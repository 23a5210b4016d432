using System.Text;
using Strata.Dialects.Framing;
using Strata.Gateway.Upstreams;

namespace Strata.Gateway.Tests.Upstreams;

public sealed class EventStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_the_bytes_are_cut_the_events_are_the_same_and_half_ones_are_left_out(int seed)
    {
        const string Text = ": comment\n\ndata: {\"a\":1}\n\nevent: x\r\ndata:two\r\ndata: lines\r\n\r\nid: 5\n\ndata: half";
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            using var events = new EventStream(new ChoppedStream(Encoding.UTF8.GetBytes(Text), random));
            var whole = new StringBuilder();
            var data = new List<string>();
            while (await events.FillAsync(TestContext.Current.CancellationToken))
            {
                while (events.TryTake(out var one))
                {
                    whole.Append(Encoding.UTF8.GetString(one.Span));
                    data.Add(Encoding.UTF8.GetString(ServerSentEvents.Instance.Open(one.Span).Data));
                }
            }

            Assert.Equal(Text[..^"data: half".Length], whole.ToString());
            Assert.Equal(["", "{\"a\":1}", "two\nlines", ""], data);
        }
    }

    [Fact]
    public async Task An_event_without_end_is_refused_at_its_bound()
    {
        using var events = new EventStream(new EndlessStream());
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            while (await events.FillAsync(TestContext.Current.CancellationToken) && !events.TryTake(out _))
            {
            }
        });
    }

    private sealed class ChoppedStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 9))], cancellationToken);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
