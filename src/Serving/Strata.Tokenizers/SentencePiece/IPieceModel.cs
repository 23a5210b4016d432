namespace Strata.Tokenizers.SentencePiece;

/// <summary>Finds the pieces of a prepared text. Unknown code points come one by one as <see cref="Unknown"/>.</summary>
internal interface IPieceModel
{
    /// <summary>The id that stands for text without a piece.</summary>
    const int Unknown = -1;

    /// <summary>The pieces in order, covering the text.</summary>
    List<(int Id, int Start, int Length)> Find(ReadOnlySpan<char> text);
}
