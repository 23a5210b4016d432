using Strata.Core.Usage;
using Strata.Ledger.Pricing;

namespace Strata.Ledger.Tests.Pricing;

public sealed class PriceEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceQuestion Ask = new("up/m", "alias", Now) { Public = "openai/m", Organization = "o1", Credential = "c1" };

    [Fact]
    public void Every_class_is_priced_and_tools_by_the_thousand()
    {
        var prices = PriceText.Read("in=1 cached=2 write=3 write1h=4 audio-in=5 image-in=6 out=7 reasoning=8 audio-out=9 image-out=10 tools=11").Value;
        var usage = new TokenUsage
        {
            Input = 1, CachedInput = 1, CacheWrite = 1, CacheWriteLong = 1, AudioInput = 1, ImageInput = 1, Output = 1, Reasoning = 1, AudioOutput = 1, ImageOutput = 1, ToolCalls = 1,
        };
        var cost = PriceBook.Cost(prices, usage)!.Value;
        Assert.Equal(55_000 + 11_000_000, cost.TotalNanos);
        Assert.Equal((4_000, 10_000, 11_000_000), (cost.CacheWriteLong, cost.ImageOutput, cost.ToolCalls));
        Assert.Null(PriceBook.Cost(prices with { ToolCalls = null }, new TokenUsage { ToolCalls = 1 }));
        Assert.Equal(0, PriceBook.Cost(null, default)!.Value.TotalNanos);
    }

    [Fact]
    public void Names_contracts_sources_and_dates_are_asked_in_their_order()
    {
        PriceEntry Of(decimal input, string model = "up/m", string contract = "", PriceSource source = PriceSource.Configured, int year = 1) =>
            new() { Model = model, Contract = contract, Source = source, ValidFrom = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero), Prices = new PriceOptions { Input = input } };
        PriceEntry[] ladder =
        [
            Of(1, "openai/m", source: PriceSource.Seeded), Of(2, "alias"), Of(3, source: PriceSource.Imported), Of(4), Of(5, year: 2026), Of(6, source: PriceSource.Edited),
            Of(7, contract: "org:o1"), Of(8, contract: "credential:c1"),
        ];
        for (var height = 1; height <= ladder.Length; height++)
        {
            Assert.Equal(height, new PriceBook(ladder.Take(height)).Find(Ask)!.Entry.Prices.Input);
        }

        var foreign = new PriceBook([Of(1, contract: "org:other"), Of(2, contract: "credential:c"), Of(3, contract: "org:c1"), Of(9, year: 2027), Of(4, "openai/m", source: PriceSource.Seeded)]);
        Assert.Equal(4, foreign.Find(Ask)!.Entry.Prices.Input);
        Assert.Null(foreign.Find(Ask with { Public = "" }));
        Assert.Equal(9, foreign.Find(Ask with { At = Now.AddYears(1) })!.Entry.Prices.Input);
    }

    [Fact]
    public void Long_prompts_and_tiers_of_service_cost_what_the_sheet_says_and_an_unknown_tier_costs_as_usual()
    {
        var book = new PriceBook([new PriceEntry { Model = "up/m", Prices = PriceText.Read("in=2 cached=1 out=10 >1000.in=4 >5000.out=30 batch=0.5 priority=2 priority.in=3 priority.>1000.in=7").Value }]);
        long? Cost(long prompt, long output, string tier) => book.Cost(Ask, new TokenUsage { Input = prompt, Output = output }, tier)?.TotalNanos;
        Assert.Equal(2_000_000 + 10_000, Cost(1_000, 1, ""));
        Assert.Equal(4_004_000 + 10_000, Cost(1_001, 1, "default"));
        Assert.Equal((4 * 6_000_000) + 30_000, Cost(6_000, 1, "standard"));
        Assert.Equal(1_000_000 + 5_000, Cost(1_000, 1, "batch"));
        Assert.Equal((2 * 6_000_000) + 15_000, Cost(6_000, 1, "batch"));
        Assert.Equal(3_000_000 + 20_000, Cost(1_000, 1, "priority"));
        Assert.Equal((7 * 6_000_000) + 60_000, Cost(6_000, 1, "priority"));
        Assert.Equal(2_000_000 + 10_000, Cost(1_000, 1, "scale"));
        var usual = new PriceBook([new PriceEntry { Model = "up/m", Prices = PriceText.Read("in=2 out=10").Value }]);
        Assert.Null(usual.Cost(Ask, new TokenUsage { Input = 1 }, "batch"));
    }

    [Fact]
    public void Prices_written_as_text_come_back_and_nonsense_is_refused()
    {
        foreach (var line in (string[])["in=2.5 cached=1.25 out=10 reasoning=0 >200000.in=5 batch=0.5 flex=1 flex.cached=0.13 flex.>9.out=3 priority=2", "out=1 reasoning=-", "in=0", ""])
        {
            var prices = PriceText.Read(line).Value;
            Assert.Equal(prices, PriceText.Read(PriceText.Write(prices)).Value);
        }

        Assert.Null(PriceText.Read("out=1 reasoning=-").Value.Reasoning);
        Assert.Equal(1, PriceText.Read("out=1").Value.Reasoning);
        foreach (var line in (string[])["in", "=1", "in=-1", "in=1e3", "in=x", "bad.class=1", ">x.in=1", ">0.in=1", "batch.=1", "batch.>5=1", "a.b.c.d=1", ">5=1", "in=1000001", "cached=-"])
        {
            Assert.False(PriceText.Read(line).IsOk, line);
        }

        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            PriceText.Read(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => " in=out.>batch-019cached"[random.Next(24)])));
        }
    }

    [Fact]
    public void The_seeded_list_is_read_and_has_what_it_says()
    {
        var book = new PriceBook(PriceList.Seeded);
        var cost = book.Cost(new PriceQuestion("mine/gpt-4o-mini", "fast", Now) { Public = "openai/gpt-4o-mini" }, new TokenUsage { Input = 1_000_000, CachedInput = 1_000_000, Output = 1_000_000 }, "");
        Assert.Equal(825_000_000, cost!.Value.TotalNanos);
        Assert.Null(book.Find("mine/gpt-4o-mini", "gpt-4o-mini")); // a public price only where the upstream is that provider's
        Assert.True(PriceList.Seeded.Count > 60);
        Assert.Equal(PriceList.Seeded.Count, PriceList.Seeded.Select(e => e.Model).Distinct().Count());
        Assert.False(PriceList.Read("provider x\nm: in=1 nonsense=2").IsOk);
        Assert.False(PriceList.Read("model in=1").IsOk);
        Assert.False(PriceList.Read("provider x\nm @yesterday: in=1").IsOk);
    }

    [Fact]
    public void A_file_of_litellm_is_imported_as_exact_decimals()
    {
        var json = """
            {"sample_spec":{"litellm_provider":"one of …","input_cost_per_token":0.0},
             "vendor/big":{"litellm_provider":"vertex_ai-language-models","input_cost_per_token":1.25e-06,"output_cost_per_token":1e-05,"input_cost_per_token_above_200k_tokens":2.5e-06,
               "input_cost_per_token_batches":6.25e-07,"output_cost_per_reasoning_token":3e-06,"cache_creation_input_token_cost_above_1hr":3e-07,"output_cost_per_image":0.039,
               "search_context_cost_per_query":{"search_context_size_medium":0.035}},
             "free":{"litellm_provider":"x"}, "odd":17, "bad":{"litellm_provider":5,"input_cost_per_token":"1"}}
            """u8.ToArray();
        var entries = LiteLlmPrices.Read(json).Value;
        var big = entries.Single(e => e.Model == "vertex/big").Prices;
        Assert.Equal(PriceText.Read("in=1.25 out=10 reasoning=3 write1h=0.3 tools=35 >200000.in=2.5 batch.in=0.625").Value, big);
        Assert.DoesNotContain(entries, e => e.Model.EndsWith("/free", StringComparison.Ordinal) || e.Model.EndsWith("/bad", StringComparison.Ordinal));
        var random = new Random(3);
        for (var i = 0; i < 3_000; i++)
        {
            var copy = (byte[])json.Clone();
            copy[random.Next(copy.Length)] = (byte)random.Next(32, 127);
            LiteLlmPrices.Read(copy);
        }
    }
}
