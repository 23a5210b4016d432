using Strata.Ledger.Rows;

namespace Strata.Ledger.Pricing;

/// <summary>
/// Prices of one model in US dollars per million tokens, by token class; tools in dollars per thousand calls. A class without a price is
/// unknown, not free.
/// </summary>
public sealed record PriceOptions
{
    /// <summary>Prompt tokens that were computed.</summary>
    public decimal? Input { get; init; }

    /// <summary>Prompt tokens that a cache answered.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Prompt tokens written to a billed cache; of a short life where the provider tells lives apart.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Prompt tokens written to a billed cache of a long life.</summary>
    public decimal? CacheWriteLong { get; init; }

    /// <summary>Prompt tokens of sound.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Prompt tokens of pictures, where the provider counts them apart.</summary>
    public decimal? ImageInput { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public decimal? Output { get; init; }

    /// <summary>Tokens of reasoning.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Tokens of spoken answers.</summary>
    public decimal? AudioOutput { get; init; }

    /// <summary>Tokens of painted answers.</summary>
    public decimal? ImageOutput { get; init; }

    /// <summary>Uses of the provider's own billed tools, in dollars per thousand calls.</summary>
    public decimal? ToolCalls { get; init; }

    /// <summary>What longer prompts cost: the whole request takes the highest step that its prompt is above.</summary>
    public RowList<PriceStep> Steps { get; init; }

    /// <summary>What other tiers of service cost.</summary>
    public RowList<ServicePrice> Services { get; init; }

    /// <summary>The same with reasoning at the price of the answer where none was given: so does every provider bill it.</summary>
    public PriceOptions Complete() => Reasoning is null ? this with { Reasoning = Output } : this;

    /// <summary>These classes, those of another set first; steps and services stay behind.</summary>
    internal PriceOptions Under(PriceOptions over) => new()
    {
        Input = over.Input ?? Input,
        CachedInput = over.CachedInput ?? CachedInput,
        CacheWrite = over.CacheWrite ?? CacheWrite,
        CacheWriteLong = over.CacheWriteLong ?? CacheWriteLong,
        AudioInput = over.AudioInput ?? AudioInput,
        ImageInput = over.ImageInput ?? ImageInput,
        Output = over.Output ?? Output,
        Reasoning = over.Reasoning ?? Reasoning,
        AudioOutput = over.AudioOutput ?? AudioOutput,
        ImageOutput = over.ImageOutput ?? ImageOutput,
        ToolCalls = over.ToolCalls ?? ToolCalls,
    };

    /// <summary>These token classes times a factor; tools keep their price.</summary>
    internal PriceOptions Times(decimal factor) => new()
    {
        Input = Input * factor,
        CachedInput = CachedInput * factor,
        CacheWrite = CacheWrite * factor,
        CacheWriteLong = CacheWriteLong * factor,
        AudioInput = AudioInput * factor,
        ImageInput = ImageInput * factor,
        Output = Output * factor,
        Reasoning = Reasoning * factor,
        AudioOutput = AudioOutput * factor,
        ImageOutput = ImageOutput * factor,
        ToolCalls = ToolCalls,
    };
}
