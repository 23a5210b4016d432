using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Strata.Core.Usage;

namespace Strata.Ledger.Pricing;

/// <summary>
/// The prices in force, and the version that every ledger row is stamped with: the hash of what they are, so equal books have
/// equal versions. A model is looked up by the deployment it was routed to; what an upstream claims plays no part.
/// </summary>
public sealed class PriceBook
{
    private readonly FrozenDictionary<string, PriceOptions> prices;

    /// <summary>A book of the given prices.</summary>
    public PriceBook(IReadOnlyDictionary<string, PriceOptions> prices)
    {
        this.prices = prices.ToFrozenDictionary(StringComparer.Ordinal);
        Version = VersionOf(prices);
    }

    /// <summary>The version: twelve hexadecimal digits.</summary>
    public string Version { get; }

    /// <summary>All prices by name.</summary>
    public IReadOnlyDictionary<string, PriceOptions> Prices => prices;

    /// <summary>The price of a deployment: under its full name, else under the name that was asked for; null where neither is listed.</summary>
    /// <param name="deployment">For instance <c>openai/gpt-4o-mini</c>, or a local model's name.</param>
    /// <param name="alias">The name as callers ask for it.</param>
    public PriceOptions? Find(string deployment, string alias) =>
        prices.TryGetValue(deployment, out var price) || prices.TryGetValue(alias, out price) ? price : null;

    /// <summary>The cost of a usage at a price; null where a class that was used has no price, or the amount is past all bounds.</summary>
    public static RequestCost? Cost(PriceOptions? price, in TokenUsage usage)
    {
        if (usage.Total == 0)
        {
            return default(RequestCost);
        }

        return price is not null
            && Class(price.Input, usage.Input) is { } input
            && Class(price.CachedInput, usage.CachedInput) is { } cached
            && Class(price.CacheWrite, usage.CacheWrite) is { } write
            && Class(price.Output, usage.Output) is { } output
            && Class(price.Reasoning, usage.Reasoning) is { } reasoning
            && (Int128)input + cached + write + output + reasoning <= long.MaxValue
            ? new RequestCost(input, cached, write, output, reasoning)
            : null;
    }

    /// <summary>
    /// Tokens × dollars per million, in billionths of a dollar: the product is exact in decimal (× 1,000), and rounded once per
    /// request and class, half away from zero. Prices of up to three decimals are never rounded at all.
    /// </summary>
    private static long? Class(decimal? dollarsPerMillion, long tokens) =>
        tokens == 0 ? 0
        : dollarsPerMillion is { } price && price < decimal.MaxValue / 1_000m / tokens && decimal.Round(tokens * price * 1_000m, MidpointRounding.AwayFromZero) is var nanos && nanos <= long.MaxValue ? (long)nanos
        : null;

    private static string VersionOf(IReadOnlyDictionary<string, PriceOptions> prices)
    {
        var text = new StringBuilder("v1");
        foreach (var (name, price) in prices.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(name);
            foreach (var value in (decimal?[])[price.Input, price.CachedInput, price.CacheWrite, price.Output, price.Reasoning])
            {
                text.Append('\t').Append(value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "-");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}
