namespace Strata.Dialects.Wire;

/// <summary>Takes the text of an answer while its bytes pass, for traces; bounded by its maker.</summary>
public interface ITextSink
{
    /// <summary>More text.</summary>
    void Add(ReadOnlySpan<char> text);
}
