namespace Strata.Budgets.Rules;

/// <summary>One thing that a request counts against.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id or name; a tag is <c>name=value</c>. In a rule's scope <c>*</c> is every one of the kind, each for itself.</param>
public readonly record struct LimitNode(NodeKind Kind, string Id)
{
    /// <summary>The id that stands for every node of a kind.</summary>
    public const string Every = "*";

    /// <summary>Every node of a kind, each with a count of its own.</summary>
    public static LimitNode Each(NodeKind kind) => new(kind, Every);

    /// <summary>Whether this is a scope over all nodes of its kind.</summary>
    public bool IsEvery => Id == Every;

    /// <inheritdoc/>
    public override string ToString() => $"{LimitWords.Of(Kind)}:{Id}";
}
