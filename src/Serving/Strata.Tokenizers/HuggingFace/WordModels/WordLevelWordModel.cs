namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>A word is a token, or it is unknown.</summary>
internal sealed class WordLevelWordModel(Dictionary<string, int> vocabulary, int? unknown) : IWordModel
{
    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    public int? Unknown => unknown;

    public bool ByteFallback => false;

    public void Encode(string word, List<WordToken> tokens)
    {
        if (vocabulary.TryGetValue(word, out var id))
        {
            tokens.Add(new WordToken(id, 0, word.Length));
        }
        else if (unknown is { } other)
        {
            tokens.Add(new WordToken(other, 0, word.Length));
        }
    }
}
