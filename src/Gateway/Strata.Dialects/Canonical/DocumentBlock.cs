namespace Strata.Dialects.Canonical;

/// <summary>A document: PDF, text, or a list of text parts.</summary>
/// <param name="Source">Its bytes, address or text.</param>
public sealed record DocumentBlock(MediaSource Source) : Block
{
    /// <summary>Its file name.</summary>
    public string? FileName { get; init; }

    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>What the model is told about it without it being citable.</summary>
    public string? Context { get; init; }

    /// <summary>Whether answers may cite it.</summary>
    public bool Cites { get; init; }
}
