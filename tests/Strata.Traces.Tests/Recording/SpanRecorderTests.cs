using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Traces.Tests.Recording;

public sealed class SpanRecorderTests
{
    [Fact]
    public async Task A_full_queue_drops_and_counts_instead_of_waiting()
    {
        using var recorder = new SpanRecorder(new RecorderLimits(SpansMax: 16, BytesMax: 1 << 20));
        Write(recorder, 100);
        var stored = await DrainAsync(recorder);
        Assert.InRange(stored, 1, 16);
        Assert.Equal((100, stored), (recorder.Taken + recorder.Dropped, (int)recorder.Taken));
        Write(recorder, 1);
        Assert.Equal(1, await DrainAsync(recorder)); // there is room again
    }

    [Fact]
    public async Task Texts_are_bounded_too()
    {
        using var recorder = new SpanRecorder(new RecorderLimits(SpansMax: 10_000, BytesMax: 64 << 10));
        for (var i = 0; i < 1_000; i++)
        {
            recorder.Write(0, static (buffer, _) => buffer.Add()?.Messages.Add(new SpanMessage(MessageSlot.Input, "user", buffer.Texts.Copy(new byte[1_000]))));
        }

        Assert.InRange(await DrainAsync(recorder), 1, 70);
        Assert.True(recorder.Dropped > 900);
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_nothing_behind()
    {
        using var recorder = new SpanRecorder(new RecorderLimits());
        Assert.Throws<InvalidOperationException>(() => recorder.Write(0, static (buffer, _) =>
        {
            buffer.Add();
            throw new InvalidOperationException();
        }));
        Assert.Equal(0, await DrainAsync(recorder));
    }

    [Fact]
    public async Task What_is_written_from_many_threads_is_all_there_once()
    {
        using var recorder = new SpanRecorder(new RecorderLimits(SpansMax: 100_000));
        var seen = new HashSet<ulong>();
        var reader = Task.Run(async () =>
        {
            while (await recorder.WaitAsync(default))
            {
                await TakeAsync();
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 1; i <= 2_000; i++)
            {
                recorder.Write((ulong)((thread * 10_000) + i), static (buffer, id) => buffer.Add()!.SpanId = id);
            }
        })));
        recorder.Complete();
        await reader;
        await TakeAsync();
        Assert.Equal((8_000, 8_000L, 0L), (seen.Count, recorder.Taken, recorder.Dropped));

        ValueTask TakeAsync() => recorder.DrainAsync(buffer =>
        {
            for (var i = 0; i < buffer.Batch.Count; i++)
            {
                Assert.True(seen.Add(buffer.Batch[i].SpanId));
            }

            return ValueTask.CompletedTask;
        }, default);
    }

    [Fact]
    public void Writing_a_span_allocates_nothing_once_its_places_are_there()
    {
        using var recorder = new SpanRecorder(new RecorderLimits(SpansMax: 64));
        Write(recorder, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(recorder, 100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Write(SpanRecorder recorder, int times)
    {
        for (var i = 0; i < times; i++)
        {
            recorder.Write(i, static (buffer, number) =>
            {
                if (buffer.Add() is { } span)
                {
                    (span.SpanId, span.Name) = ((ulong)number + 1, "work");
                    span.Attributes.Add("n"u8, number);
                }
            });
        }
    }

    private static async Task<int> DrainAsync(SpanRecorder recorder)
    {
        var count = 0;
        await recorder.DrainAsync(buffer =>
        {
            count += buffer.Batch.Count;
            return ValueTask.CompletedTask;
        }, default);
        return count;
    }
}
