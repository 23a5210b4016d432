namespace Strata.Core.Generation;

/// <summary>How the next token is chosen. The order is: temperature 0 is greedy; else top-k, top-p, min-p, temperature, draw.</summary>
public sealed record Sampling
{
    /// <summary>Always the likeliest token.</summary>
    public static Sampling Greedy { get; } = new() { Temperature = 0 };

    /// <summary>0 to 2; 0 is greedy.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>Keep the k likeliest; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the likeliest whose probabilities sum to p, in (0, 1].</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Keep what is at least this share as likely as the likeliest, in [0, 1].</summary>
    public float MinP { get; init; }

    /// <summary>The same seed, prompt and parameters draw the same tokens; null draws anew.</summary>
    public ulong? Seed { get; init; }
}
