namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// Names the symbols that merging passes through: a token's id, or an id past the vocabulary for a spelling no token has.
/// Tokens that text must never become are given as spellings without a token.
/// </summary>
internal sealed class SymbolTable
{
    private readonly int vocabularySize;
    private readonly Dictionary<string, int> symbols;
    private readonly List<string> extraTexts = [];

    public SymbolTable(int vocabularySize, Func<int, string?> textOf)
    {
        this.vocabularySize = vocabularySize;
        symbols = new Dictionary<string, int>(vocabularySize, StringComparer.Ordinal);
        for (var id = 0; id < vocabularySize; id++)
        {
            if (textOf(id) is { } text)
            {
                symbols.TryAdd(text, id);
            }
        }
    }

    /// <summary>The symbol of a spelling, made if need be. Only while building.</summary>
    public int Intern(string text)
    {
        if (!symbols.TryGetValue(text, out var symbol))
        {
            symbol = vocabularySize + extraTexts.Count;
            symbols[text] = symbol;
            extraTexts.Add(text);
        }

        return symbol;
    }

    public bool TryFind(ReadOnlySpan<char> text, out int symbol) =>
        symbols.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out symbol);

    public bool IsToken(int symbol) => symbol < vocabularySize;

    /// <summary>The spelling of a symbol that is no token.</summary>
    public string ExtraText(int symbol) => extraTexts[symbol - vocabularySize];
}
