namespace Strata.Inference.Tests.Models;

/// <summary>The shape of a model made for a test; small enough for a plain-loop twin.</summary>
internal sealed record TinyShape
{
    public string Architecture { get; init; } = "llama";

    public int Layers { get; init; } = 2;

    public int Width { get; init; } = 32;

    public int FeedForward { get; init; } = 64;

    public int Heads { get; init; } = 4;

    public int KvHeads { get; init; } = 2;

    public int HeadLength => Width / Heads;

    public int Context { get; init; } = 4096;

    public bool Tied { get; init; } = true;

    public bool Biases { get; init; }

    public bool HeadNorms { get; init; }

    /// <summary>Keys added to or replacing those of the shape.</summary>
    public Dictionary<string, object> Extra { get; init; } = [];

    public float[]? RopeDivisors { get; init; }

    public bool Half { get; init; }

    public string? ChatTemplate { get; init; }

    public int Seed { get; init; } = 1;
}
