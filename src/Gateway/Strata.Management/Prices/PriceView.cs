using Strata.Ledger.Pricing;

namespace Strata.Management.Prices;

/// <summary>Prices of one model, in US dollars per million tokens; an absent class is unknown.</summary>
internal sealed record PriceView
{
    public required string Model { get; init; }

    public decimal? Input { get; init; }

    public decimal? CachedInput { get; init; }

    public decimal? CacheWrite { get; init; }

    public decimal? Output { get; init; }

    public decimal? Reasoning { get; init; }

    /// <summary>All of it as one line, with steps and tiers of service: <c>in=2.5 out=10 &gt;200000.in=5 batch=0.5</c>.</summary>
    public string? Text { get; init; }

    /// <summary><c>seeded</c>, <c>imported</c>, <c>configured</c> or <c>edited</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Whose price it is: absent for everybody, <c>org:ID</c> or <c>credential:NAME</c>.</summary>
    public string? Contract { get; init; }

    /// <summary>From when on it holds; absent for always.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The id of a stored price, by which it is deleted.</summary>
    public string? Id { get; init; }

    public string? EditedBy { get; init; }

    public static PriceView From(string model, PriceOptions price) => new()
    {
        Model = model, Input = price.Input, CachedInput = price.CachedInput, CacheWrite = price.CacheWrite, Output = price.Output, Reasoning = price.Reasoning,
    };

    public static PriceView From(PriceEntry entry, StoredPrice? stored = null) => From(entry.Model, entry.Prices) with
    {
        Text = PriceText.Write(entry.Prices),
        Source = entry.Source.ToString().ToLowerInvariant(),
        Contract = entry.Contract.Length > 0 ? entry.Contract : null,
        ValidFrom = entry.ValidFrom == default ? null : entry.ValidFrom,
        Id = stored?.Id,
        EditedBy = stored?.EditedBy,
    };
}
