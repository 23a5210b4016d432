using Strata.Core.Usage;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Ollama;

/// <summary>One object of an answer.</summary>
internal sealed record OllamaLine
{
    public string Model { get; init; } = "";

    public long CreatedAt { get; init; }

    public IReadOnlyList<Block> Blocks { get; init; } = [];

    public bool IsDone { get; init; }

    public string DoneReason { get; init; } = "";

    public TokenUsage? Usage { get; init; }

    public ReadOnlyMemory<byte> LogProbs { get; init; }

    public UpstreamError? Error { get; init; }

    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
