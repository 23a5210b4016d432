using Strata.Core.Usage;

namespace Strata.Ledger.Pricing;

/// <summary>The prices of one entry with steps and services worked out, so that a request costs a comparison or two.</summary>
public sealed class PriceSheet
{
    private readonly (string Tier, long[] Above, PriceOptions[] Prices)[] tiers;

    internal PriceSheet(PriceEntry entry)
    {
        Entry = entry;
        var (usual, services) = (entry.Prices, entry.Prices.Services);
        tiers = [Steps("", usual), .. services.Select(s => Steps(s.Tier, usual.Times(s.Factor).Under(s.Prices) with { Steps = Join(usual, s) }))];
    }

    /// <summary>The entry.</summary>
    public PriceEntry Entry { get; }

    /// <summary>The prices of a request; null where its tier of service is not on the sheet.</summary>
    /// <param name="usage">Its tokens, for the steps.</param>
    /// <param name="serviceTier">What the provider billed: empty, <c>default</c>, <c>standard</c>, <c>auto</c> and <c>on_demand</c> are the usual one.</param>
    public PriceOptions? For(in TokenUsage usage, string serviceTier)
    {
        var name = Billed(serviceTier);
        foreach (var (tier, above, prices) in tiers)
        {
            if (tier == name)
            {
                var step = above.Length;
                while (step > 0 && usage.Prompt <= above[step - 1])
                {
                    step--;
                }

                return prices[step];
            }
        }

        return null;
    }

    /// <summary>A tier as the ledger names it: empty for what providers call the usual one.</summary>
    /// <param name="serviceTier">As the provider spells it.</param>
    public static string Billed(string serviceTier) => serviceTier is "default" or "standard" or "auto" or "on_demand" ? "" : serviceTier;

    private static (string Tier, long[] Above, PriceOptions[] Prices) Steps(string tier, PriceOptions options)
    {
        var steps = options.Steps.OrderBy(s => s.AboveTokens).ToList();
        var prices = new List<PriceOptions> { options with { Steps = [], Services = [] } };
        foreach (var step in steps)
        {
            prices.Add(prices[^1].Under(step.Prices));
        }

        return (tier, [.. steps.Select(s => s.AboveTokens)], [.. prices]);
    }

    /// <summary>The usual steps times the factor, with the service's own steps above them.</summary>
    private static Rows.RowList<PriceStep> Join(PriceOptions usual, ServicePrice service)
    {
        var bounds = usual.Steps.Concat(service.Prices.Steps).Select(s => s.AboveTokens).Distinct();
        return
        [
            .. bounds.Select(above =>
            {
                var general = usual.Steps.FirstOrDefault(s => s.AboveTokens == above)?.Prices.Times(service.Factor) ?? new PriceOptions();
                var own = service.Prices.Steps.FirstOrDefault(s => s.AboveTokens == above)?.Prices ?? new PriceOptions();
                return new PriceStep(above, general.Under(own));
            }),
        ];
    }
}
