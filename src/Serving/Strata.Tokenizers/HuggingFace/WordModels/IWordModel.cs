namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>Turns a word into tokens.</summary>
internal interface IWordModel
{
    /// <summary>Spellings and ids of the model's own vocabulary.</summary>
    IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>The token for what cannot be expressed, where there is one.</summary>
    int? Unknown { get; }

    /// <summary>Whether tokens spelled <c>&lt;0xXX&gt;</c> stand for bytes.</summary>
    bool ByteFallback { get; }

    /// <summary>Adds the tokens of a word that is not empty.</summary>
    void Encode(string word, List<WordToken> tokens);
}
