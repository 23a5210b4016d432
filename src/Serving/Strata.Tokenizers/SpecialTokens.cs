namespace Strata.Tokenizers;

/// <summary>The ids with a role in the model's protocol; null where the model has none.</summary>
public sealed record SpecialTokens
{
    /// <summary>Begin of sequence.</summary>
    public int? Bos { get; init; }

    /// <summary>End of sequence.</summary>
    public int? Eos { get; init; }

    /// <summary>End of a turn, for models that have one besides <see cref="Eos"/>.</summary>
    public int? Eot { get; init; }

    /// <summary>Stands for what the vocabulary cannot express.</summary>
    public int? Unknown { get; init; }

    /// <summary>Separates two texts, for encoders.</summary>
    public int? Separator { get; init; }

    /// <summary>Fills a batch.</summary>
    public int? Padding { get; init; }

    /// <summary>Whether the model wants <see cref="Bos"/> before a prompt.</summary>
    public bool AddBos { get; init; }

    /// <summary>Whether the model wants <see cref="Eos"/> after a text.</summary>
    public bool AddEos { get; init; }

    /// <summary>Every id after which generation is over; holds <see cref="Eos"/> and <see cref="Eot"/>.</summary>
    public IReadOnlySet<int> EndOfGeneration { get; init; } = new HashSet<int>();
}
