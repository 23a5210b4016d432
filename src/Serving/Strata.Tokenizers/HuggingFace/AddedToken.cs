namespace Strata.Tokenizers.HuggingFace;

/// <summary>A token beside the model's vocabulary, matched in the text before the model sees it.</summary>
internal sealed record AddedToken(int Id, string Content)
{
    /// <summary>Matches whole words only.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Swallows blanks before it.</summary>
    public bool StripLeft { get; init; }

    /// <summary>Swallows blanks behind it.</summary>
    public bool StripRight { get; init; }

    /// <summary>Is matched in the normalised text, in its own normalised spelling.</summary>
    public bool Normalized { get; init; }

    /// <summary>Has a meaning of its own, and is left out of decoded text.</summary>
    public bool Special { get; init; }

    /// <summary>The spelling it is matched by.</summary>
    public string Pattern { get; init; } = Content;
}
