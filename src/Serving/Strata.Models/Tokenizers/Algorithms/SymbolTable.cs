namespace Strata.Models.Tokenizers.Algorithms;

/// <summary>
/// Names symbols that merging passes through: a token's id, or an id past the vocabulary for a spelling no token has.
/// </summary>
internal sealed class SymbolTable(int vocabularySize, Func<string, int?> find)
{
    private readonly Dictionary<string, int> extra = new(StringComparer.Ordinal);
    private readonly List<string> extraTexts = [];

    /// <summary>The symbol of a spelling, made if need be. Only while building.</summary>
    public int Intern(string text)
    {
        if (find(text) is { } id)
        {
            return id;
        }

        if (!extra.TryGetValue(text, out var symbol))
        {
            symbol = vocabularySize + extraTexts.Count;
            extra[text] = symbol;
            extraTexts.Add(text);
        }

        return symbol;
    }

    public bool IsToken(int symbol) => symbol < vocabularySize;

    /// <summary>The spelling of a symbol that is no token.</summary>
    public string ExtraText(int symbol) => extraTexts[symbol - vocabularySize];
}
