namespace Strata.Otlp.Export;

/// <summary>What may not leave: asked for every text on its way out.</summary>
public interface ITextMask
{
    /// <summary>Whether the texts of the conversation leave at all.</summary>
    bool KeepsMessages { get; }

    /// <summary>Whether an attribute leaves.</summary>
    bool Keeps(ReadOnlySpan<byte> key);

    /// <summary>The text as it may leave; the same memory where nothing is masked.</summary>
    ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> text);
}
