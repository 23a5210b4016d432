using System.Diagnostics;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Tests.Support;

namespace Strata.Telemetry.Tests.Spans;

public sealed class SpanBatchTests
{
    private static readonly SpanRecord[] Batch =
    [
        Span.Of("a", 1, 1, ("prompt", "Grüße, 世界 😀"), ("n", 12)) with { Status = ActivityStatusCode.Error, StatusText = "cut off" },
        Span.Of("", 2, 7) with { Events = [new SpanEvent("retry", TimeSpan.FromMilliseconds(-3), [new("k", "v", SpanValueKind.Text)])] },
    ];

    [Fact]
    public void What_was_written_is_read()
    {
        var read = new SpanBatchReader().Read(new SpanBatchWriter().Write(Batch).Span).Value;
        Assert.Equivalent(Batch, read, strict: true);
    }

    [Fact]
    public void Another_version_is_refused_by_name()
    {
        var bytes = new SpanBatchWriter().Write(Batch).ToArray();
        bytes[0] = 9;
        Assert.Contains("version 9", new SpanBatchReader().Read(bytes).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_but_never_throw()
    {
        var random = new Random(4);
        var good = new SpanBatchWriter().Write(Batch).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good[..random.Next(1, good.Length + 1)];
            for (var hits = random.Next(0, 5); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            _ = new SpanBatchReader().Read(bytes);
        }

        for (var length = 0; length < good.Length; length++)
        {
            Assert.False(new SpanBatchReader().Read(good.AsSpan(0, length)).IsOk);
        }
    }
}
