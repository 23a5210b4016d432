namespace Strata.Dialects.Canonical;

/// <summary>One turn.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Blocks">What; may be empty.</param>
public sealed record ChatMessage(MessageRole Role, IReadOnlyList<Block> Blocks)
{
    /// <summary>The author's name, where given.</summary>
    public string? Name { get; init; }

    /// <summary>The role as the dialect spelled it, where that says more (<c>developer</c>).</summary>
    public string? RoleWord { get; init; }

    /// <summary>Members of the source dialect that have no place here.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
