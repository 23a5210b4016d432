using System.Collections.Frozen;
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
    /// <summary>By model: the sheets in the order in which they are asked.</summary>
    private readonly FrozenDictionary<string, PriceSheet[]> sheets;

    /// <summary>A book of configured prices that hold always and for everybody.</summary>
    public PriceBook(IReadOnlyDictionary<string, PriceOptions> prices)
        : this(prices.Select(p => new PriceEntry { Model = p.Key, Prices = p.Value }))
    {
    }

    /// <summary>A book of entries. Of two with equal model, contract, source and date the last one holds.</summary>
    public PriceBook(IEnumerable<PriceEntry> entries)
    {
        Entries = [.. entries.GroupBy(e => (e.Model, e.Contract, e.Source, e.ValidFrom)).Select(same => same.Last()).OrderBy(e => e.Model, StringComparer.Ordinal).ThenBy(e => e.Contract,
            StringComparer.Ordinal).ThenBy(e => e.Source).ThenBy(e => e.ValidFrom)];
        sheets = Entries.GroupBy(e => e.Model, StringComparer.Ordinal).ToFrozenDictionary(
            g => g.Key, g => g.OrderBy(Rank).ThenByDescending(e => e.Source).ThenByDescending(e => e.ValidFrom).Select(e => new PriceSheet(e)).ToArray(), StringComparer.Ordinal);
        Prices = sheets.Where(s => s.Value.Any(p => p.Entry.Contract.Length == 0)).ToFrozenDictionary(s => s.Key, s => s.Value.First(p => p.Entry.Contract.Length == 0).Entry.Prices);
        Version = VersionOf(Entries);
    }

    /// <summary>The version: twelve hexadecimal digits.</summary>
    public string Version { get; }

    /// <summary>All entries, by model, contract, source and date.</summary>
    public IReadOnlyList<PriceEntry> Entries { get; }

    /// <summary>The newest prices that hold for everybody, by name.</summary>
    public IReadOnlyDictionary<string, PriceOptions> Prices { get; }

    /// <summary>The newest price of a deployment for everybody: under its full name, else under the name that was asked for; null where neither is listed.</summary>
    /// <param name="deployment">For instance <c>openai/gpt-4o-mini</c>, or a local model's name.</param>
    /// <param name="alias">The name as callers ask for it.</param>
    public PriceOptions? Find(string deployment, string alias) => Find(new PriceQuestion(deployment, alias, DateTimeOffset.MaxValue))?.Entry.Prices;

    /// <summary>
    /// The sheet for a question: under the deployment's name, else under the alias, else in the public list. Under a name a credential's contract comes
    /// first, then the organisation's, then what holds for everybody; then edited, configured, imported and seeded; then the newest that is valid. What is
    /// seeded holds under the public name alone: a provider of one's own may be named as it likes.
    /// </summary>
    public PriceSheet? Find(in PriceQuestion question) =>
        Under(question.Deployment, question) ?? Under(question.Alias, question) ?? (question.Public.Length > 0 ? Under(question.Public, question) : null);

    /// <summary>
    /// The cost of a usage by this book; null where it is unknown. A tier of service that the sheet does not name costs as usual, but for <c>batch</c>, of which
    /// it is known that it does not.
    /// </summary>
    public RequestCost? Cost(in PriceQuestion question, in TokenUsage usage, string serviceTier)
    {
        if (IsNothing(usage))
        {
            return default(RequestCost);
        }

        var sheet = Find(question);
        return Cost(sheet?.For(usage, serviceTier) ?? (serviceTier == "batch" ? null : sheet?.For(usage, "")), usage);
    }

    /// <summary>The cost of a usage at a price; null where a class that was used has no price, or the amount is past all bounds.</summary>
    public static RequestCost? Cost(PriceOptions? price, in TokenUsage usage)
    {
        if (IsNothing(usage))
        {
            return default(RequestCost);
        }

        if (price is null
            || Class(price.Input, usage.Input) is not { } input || Class(price.CachedInput, usage.CachedInput) is not { } cached
            || Class(price.CacheWrite, usage.CacheWrite) is not { } write || Class(price.CacheWriteLong, usage.CacheWriteLong) is not { } writeLong
            || Class(price.AudioInput, usage.AudioInput) is not { } audioIn || Class(price.ImageInput, usage.ImageInput) is not { } imageIn
            || Class(price.Output, usage.Output) is not { } output || Class(price.Reasoning, usage.Reasoning) is not { } reasoning
            || Class(price.AudioOutput, usage.AudioOutput) is not { } audioOut || Class(price.ImageOutput, usage.ImageOutput) is not { } imageOut
            || Class(price.ToolCalls * 1_000m, usage.ToolCalls) is not { } tools
            || (Int128)input + cached + write + writeLong + audioIn + imageIn + output + reasoning + audioOut + imageOut + tools > long.MaxValue)
        {
            return null;
        }

        return new RequestCost(input, cached, write, output, reasoning)
        {
            CacheWriteLong = writeLong, AudioInput = audioIn, ImageInput = imageIn, AudioOutput = audioOut, ImageOutput = imageOut, ToolCalls = tools,
        };
    }

    /// <summary>The first class of a usage that the price leaves out; null where it has them all.</summary>
    public static string? Lacking(PriceOptions price, in TokenUsage usage)
    {
        ReadOnlySpan<(decimal? Price, long Used, string Name)> classes =
        [
            (price.Input, usage.Input, "input"), (price.CachedInput, usage.CachedInput, "cached_input"), (price.CacheWrite, usage.CacheWrite, "cache_write"),
            (price.CacheWriteLong, usage.CacheWriteLong, "cache_write_long"), (price.AudioInput, usage.AudioInput, "audio_input"), (price.ImageInput, usage.ImageInput, "image_input"),
            (price.Output, usage.Output, "output"), (price.Reasoning, usage.Reasoning, "reasoning"), (price.AudioOutput, usage.AudioOutput, "audio_output"),
            (price.ImageOutput, usage.ImageOutput, "image_output"), (price.ToolCalls, usage.ToolCalls, "tool_calls"),
        ];
        foreach (var (known, used, name) in classes)
        {
            if (known is null && used > 0)
            {
                return name;
            }
        }

        return null;
    }

    private PriceSheet? Under(string name, in PriceQuestion question)
    {
        if (sheets.TryGetValue(name, out var known))
        {
            foreach (var sheet in known)
            {
                if (sheet.Entry.ValidFrom <= question.At && (sheet.Entry.Source != PriceSource.Seeded || name == question.Public) && Holds(sheet.Entry.Contract, question))
                {
                    return sheet;
                }
            }
        }

        return null;
    }

    private static bool Holds(string contract, in PriceQuestion question) =>
        contract.Length == 0
        || Is(contract, "credential:", question.Credential)
        || Is(contract, "org:", question.Organization);

    private static bool Is(string contract, string kind, string id) =>
        id.Length > 0 && contract.Length == kind.Length + id.Length && contract.StartsWith(kind, StringComparison.Ordinal) && contract.EndsWith(id, StringComparison.Ordinal);

    private static int Rank(PriceEntry entry) => entry.Contract.Length == 0 ? 2 : entry.Contract.StartsWith("credential:", StringComparison.Ordinal) ? 0 : 1;

    private static bool IsNothing(in TokenUsage usage) => usage.Total == 0 && usage.ToolCalls == 0;

    /// <summary>
    /// Tokens × dollars per million, in billionths of a dollar: the product is exact in decimal (× 1,000), and rounded once per
    /// request and class, half away from zero. Prices of up to three decimals are never rounded at all.
    /// </summary>
    private static long? Class(decimal? dollarsPerMillion, long tokens) =>
        tokens == 0 ? 0
        : dollarsPerMillion is { } price && price < decimal.MaxValue / 1_000m / tokens && decimal.Round(tokens * price * 1_000m, MidpointRounding.AwayFromZero) is var nanos && nanos <= long.MaxValue ? (long)nanos
        : null;

    private static string VersionOf(IReadOnlyList<PriceEntry> entries)
    {
        var text = new StringBuilder("v2");
        foreach (var entry in entries)
        {
            text.Append('\n').Append(entry.Model).Append('\t').Append(entry.Contract).Append('\t').Append((int)entry.Source).Append('\t').Append(entry.ValidFrom.UtcTicks)
                .Append('\t').Append(PriceText.Write(entry.Prices));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}
