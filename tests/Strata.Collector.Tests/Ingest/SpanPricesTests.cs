using Strata.Collector.Ingest;
using Strata.Core.Configuration;
using Strata.Core.Usage;
using Strata.Ledger.Pricing;
using Strata.Traces.Spans;

namespace Strata.Collector.Tests.Ingest;

/// <summary>What a received span costs where it does not say so itself.</summary>
public sealed class SpanPricesTests
{
    private static readonly PriceBook Book = new(
    [
        new PriceEntry { Model = "openai/gpt-4o", Source = PriceSource.Seeded, Prices = new PriceOptions { Input = 2.5m, Output = 10m } },
        new PriceEntry { Model = "gemini/flash", Source = PriceSource.Seeded, Prices = new PriceOptions { Input = 1m, Output = 1m } },
        new PriceEntry { Model = "house", Source = PriceSource.Configured, Prices = new PriceOptions { Input = 1m, Output = 2m } },
        new PriceEntry { Model = "house", Contract = "org:other", Source = PriceSource.Edited, Prices = new PriceOptions { Input = 9m, Output = 9m } },
    ]);

    [Theory]
    [InlineData("openai", "gpt-4o", "", 25_000L + 50_000)]
    [InlineData("openai", "alias", "gpt-4o", 25_000L + 50_000)]
    [InlineData("gcp.gemini", "flash", "", 10_000L + 5_000)]
    [InlineData("", "house", "", 10_000L + 10_000)]
    [InlineData("anything", "house", "", 10_000L + 10_000)]
    [InlineData("mine", "gpt-4o", "", null)]
    [InlineData("openai", "unknown", "", null)]
    public void Tokens_without_a_price_are_priced_by_the_book_or_stay_unpriced(string provider, string asked, string answered, long? nanos)
    {
        var span = Priced(s => (s.Provider, s.RequestModel, s.ResponseModel) = (provider, asked, answered));
        Assert.Equal((nanos, nanos is null ? CostSource.None : CostSource.Computed), (span.CostNanos, span.CostSource));
    }

    [Fact]
    public void A_stated_price_stays_and_a_span_without_tokens_has_none()
    {
        var stated = Priced(s => (s.RequestModel, s.CostNanos, s.CostSource) = ("house", 7, CostSource.Attribute));
        Assert.Equal((7L, CostSource.Attribute), (stated.CostNanos, stated.CostSource));
        Assert.Null(Priced(s => (s.RequestModel, s.Usage) = ("house", default)).CostNanos);
    }

    [Fact]
    public void Without_a_book_nothing_is_priced()
    {
        var batch = Batch(s => s.RequestModel = "house");
        new SpanPrices(null).Add(batch);
        Assert.Null(batch[0].CostNanos);
    }

    private static SpanRecord Priced(Action<SpanRecord> fill)
    {
        var batch = Batch(fill);
        new SpanPrices(new Live<PriceBook>(Book)).Add(batch);
        return batch[0];
    }

    private static SpanBatch Batch(Action<SpanRecord> fill)
    {
        var batch = new SpanBatch();
        var span = batch.Add();
        (span.Tenant, span.StartNs, span.Usage) = (new Tenant("org", "prj"), 1_790_000_000_000_000_000, new TokenUsage { Input = 10, Output = 5 });
        fill(span);
        return batch;
    }
}
