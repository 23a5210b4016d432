namespace Strata.Tokenizers.Patterns;

/// <summary>Finds the next piece of a text that one step of pre-tokenization cuts out.</summary>
internal interface ISplitter
{
    /// <summary>
    /// The first match that starts at or after <paramref name="from"/>; never empty. What lies between matches is a piece of its own.
    /// The text ends where the span ends: nothing looks past it.
    /// </summary>
    bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end);
}
