namespace Strata.Guard.Sources;

/// <summary>The part of the text that is at hand: <c>Text[0]</c> is number <c>Origin</c> of the whole.</summary>
internal readonly ref struct TextWindow(ReadOnlySpan<char> text, int origin, bool isFinal)
{
    public readonly ReadOnlySpan<char> Text = text;

    public int Origin { get; } = origin;

    public int End => Origin + Text.Length;

    /// <summary>Whether nothing comes behind it.</summary>
    public bool IsFinal { get; } = isFinal;

    public ReadOnlySpan<char> Slice(int start, int end) => Text[(start - Origin)..(end - Origin)];
}
