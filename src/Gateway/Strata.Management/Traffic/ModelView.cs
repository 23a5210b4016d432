using Strata.Gateway.Routing;

namespace Strata.Management.Traffic;

/// <summary>A model as our API shows it.</summary>
internal sealed record ModelView
{
    public required string Name { get; init; }

    public required string Provider { get; init; }

    /// <summary>Whether it runs in this process.</summary>
    public bool Local { get; init; }

    /// <summary>Whether it came with this program, for demonstration.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>Whether it was made for embeddings.</summary>
    public bool Embeds { get; init; }

    public string? Architecture { get; init; }

    public string? Quantization { get; init; }

    public long? Parameters { get; init; }

    public long? SizeBytes { get; init; }

    public int? ContextLength { get; init; }

    public bool? Loaded { get; init; }

    /// <summary>Whether the price book has a price for it.</summary>
    public bool Priced { get; init; }

    public static ModelView From(CatalogModel model, bool priced) => new()
    {
        Name = model.Name,
        Provider = model.Provider,
        Local = model.Local is not null,
        BuiltIn = model.Local?.IsBuiltIn is true,
        Embeds = model.Local?.IsEmbedder is true,
        Architecture = model.Local?.Architecture,
        Quantization = model.Local?.Quantization,
        Parameters = model.Local?.Parameters,
        SizeBytes = model.Local?.SizeBytes,
        ContextLength = model.Local?.ContextLength,
        Loaded = model.Local?.Loaded,
        Priced = priced,
    };
}
