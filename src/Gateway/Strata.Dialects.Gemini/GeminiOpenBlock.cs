using System.Text;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Gemini;

/// <summary>A block of a stream that is being written.</summary>
internal sealed class GeminiOpenBlock(BlockKind kind, string? id, string? name, string origin)
{
    public BlockKind Kind { get; } = kind;

    public string? Id { get; } = id;

    public string? Name { get; } = name;

    /// <summary>Whose seal it bears.</summary>
    public string Origin { get; set; } = origin;

    /// <summary>What is held until the block is whole: arguments, base64.</summary>
    public StringBuilder Text { get; } = new();

    public StringBuilder Signature { get; } = new();
}
