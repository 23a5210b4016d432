using Strata.Traces.Journal;
using Strata.Traces.Spans;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Tests.Journal;

public sealed class BatchTests
{
    [Fact]
    public void A_record_gives_back_the_spans_it_was_made_of()
    {
        var batch = Batch(5);
        var writer = new BatchWriter();
        var (record, next) = writer.Write(batch, 0, [1]);
        var read = new SpanBatch();
        Assert.True(new BatchReader().Read(record, read).IsOk);
        Assert.Equal(batch.Count, next);
        Assert.Equal(Enumerable.Range(0, batch.Count).Where(i => i != 1).Select(i => Copies.Text(batch[i])), Enumerable.Range(0, read.Count).Select(i => Copies.Text(read[i])));
    }

    [Fact]
    public void Damaged_records_are_refused_and_nothing_else_happens()
    {
        var random = new Random(20261121);
        var good = new BatchWriter().Write(Batch(6), 0, null).Record.ToArray();
        var reader = new BatchReader();
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = good.AsSpan(0, random.Next(4) == 0 ? random.Next(good.Length) : good.Length).ToArray();
            for (var flips = random.Next(1, 4); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            reader.Read(bytes, new SpanBatch());
        }
    }

    private static SpanBatch Batch(int seed)
    {
        var spans = new RandomSpans(seed);
        var batch = new SpanBatch();
        for (var i = 0; i < 30; i++)
        {
            spans.AddTrace(batch, TestStore.Ns(TestStore.Now));
        }

        return batch;
    }
}
