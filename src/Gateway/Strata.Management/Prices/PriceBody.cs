using Strata.Core.Results;
using Strata.Ledger.Pricing;

namespace Strata.Management.Prices;

/// <summary>A price to be set, in US dollars per million tokens: by class, or as one line with steps and tiers of service.</summary>
internal sealed record PriceBody
{
    /// <summary><c>provider/model</c>, or a name as callers ask for it.</summary>
    public string? Model { get; init; }

    /// <summary>Whose price it is: absent for everybody, <c>org:ID</c> or <c>credential:NAME</c>.</summary>
    public string? Contract { get; init; }

    /// <summary>From when on it holds; absent for always.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    public decimal? Input { get; init; }

    public decimal? CachedInput { get; init; }

    public decimal? CacheWrite { get; init; }

    public decimal? Output { get; init; }

    public decimal? Reasoning { get; init; }

    /// <summary>The line, in place of the classes: <c>in=2.5 cached=1.25 out=10 &gt;200000.in=5 batch=0.5</c>.</summary>
    public string? Text { get; init; }

    public Result<PriceEntry> ToEntry()
    {
        var classes = new PriceOptions { Input = Input, CachedInput = CachedInput, CacheWrite = CacheWrite, Output = Output, Reasoning = Reasoning }.Complete();
        if ((Text is null) == (classes == new PriceOptions()))
        {
            return Problem.Invalid("Give the prices either by class (input, output, …) or as 'text'.", "text");
        }

        if (new[] { Input, CachedInput, CacheWrite, Output, Reasoning }.Any(p => p is < 0 or > 1_000_000))
        {
            return Problem.Invalid("A price lies between 0 and 1,000,000 dollars per million tokens.", "input");
        }

        Result<PriceOptions> read = Text is null ? classes : PriceText.Read(Text);
        return !read.Try(out var prices, out var problem) ? problem
            : new PriceEntry { Model = Model ?? "", Contract = Contract ?? "", ValidFrom = ValidFrom ?? default, Source = PriceSource.Edited, Prices = prices };
    }
}
