using Strata.Metrics.Chunks;
using Strata.Metrics.Series;

namespace Strata.Metrics.Tests.Chunks;

public sealed class ChunkTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var samples = new List<Sample>();
            var (time, value) = (random.NextInt64(-1L << 40, 1L << 40), 0.0);
            for (var i = random.Next(1, ChunkWriter.SamplesMax + 1); i > 0; i--)
            {
                time += random.Next(5) switch { 0 => 15_000, 1 => 15_000 + random.Next(-60, 60), 2 => random.Next(1, 3_000), 3 => random.NextInt64(1, 1L << 36), _ => 1 };
                value = random.Next(8) switch
                {
                    0 => value, 1 => value + 1, 2 => random.NextDouble(), 3 => double.NaN, 4 => double.PositiveInfinity, 5 => -0.0, 6 => BitConverter.Int64BitsToDouble(random.NextInt64()), _ => double.Epsilon,
                };
                samples.Add(new Sample(time, value));
            }

            var writer = new ChunkWriter();
            Assert.All(samples, s => Assert.True(writer.Add(s)));
            var read = new List<Sample>();
            Assert.True(ChunkReader.Read(writer.Bytes, writer.Count, read));
            Assert.Equal(samples.Select(s => (s.TimeMs, BitConverter.DoubleToInt64Bits(s.Value))), read.Select(s => (s.TimeMs, BitConverter.DoubleToInt64Bits(s.Value))));
        }
    }

    [Fact]
    public void A_steady_series_is_small()
    {
        var (gauge, counter) = (new ChunkWriter(), new ChunkWriter());
        for (var i = 0; i < ChunkWriter.SamplesMax; i++)
        {
            gauge.Add(new Sample(15_000L * i, 42));
            counter.Add(new Sample(15_000L * i, 12 * i));
        }

        Assert.True(gauge.Bytes.Length < 100, $"{gauge.Bytes.Length} bytes");
        Assert.True(counter.Bytes.Length < 4 * ChunkWriter.SamplesMax, $"{counter.Bytes.Length} bytes");
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var writer = new ChunkWriter();
        Assert.True(writer.Add(new Sample(10, 1)));
        Assert.False(writer.Add(new Sample(10, 2)));
        Assert.False(writer.Add(new Sample(9, 2)));
    }

    [Fact]
    public void Damaged_bytes_end_in_a_refusal_or_in_samples_and_never_beyond()
    {
        var random = new Random(7);
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            var read = new List<Sample>();
            ChunkReader.Read(bytes, random.Next(-1, 300), read);
            Assert.True(read.Count <= ChunkWriter.SamplesMax);
        }
    }
}
