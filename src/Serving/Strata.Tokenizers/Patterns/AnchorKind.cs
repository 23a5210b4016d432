namespace Strata.Tokenizers.Patterns;

/// <summary>Conditions on a position. Line anchors see every line feed, as Oniguruma's do.</summary>
internal enum AnchorKind
{
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
    TextEndOrLastNewline,
    WordBoundary,
    NotWordBoundary,
}
