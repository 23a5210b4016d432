using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.Tests;

public sealed class PairMergerTests
{
    [Fact]
    public void Buckets_merge_as_the_scan_does_whatever_the_ranks()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            // Merged symbols may merge again at a lower rank, which no trained vocabulary does but a file may say.
            var table = new PairTable(40);
            for (var rule = 0; rule < 40; rule++)
            {
                table.Add(random.Next(8), random.Next(8), random.Next(20), random.Next(8), keepFirst: true);
            }

            var symbols = Enumerable.Range(0, random.Next(1, 48)).Select(_ => random.Next(6)).ToArray();
            int[] scanned = [.. symbols], bucketed = [.. symbols];
            var scannedLengths = Enumerable.Repeat(1, symbols.Length).ToArray();
            var bucketedLengths = Enumerable.Repeat(1, symbols.Length).ToArray();
            var left = PairMerger.MergeShort(table, scanned, scannedLengths);
            Assert.Equal(left, new BucketMerger(table, bucketed.Length).Merge(bucketed, bucketedLengths));
            Assert.Equal(scanned[..left], bucketed[..left]);
            Assert.Equal(scannedLengths[..left], bucketedLengths[..left]);
        }
    }
}
