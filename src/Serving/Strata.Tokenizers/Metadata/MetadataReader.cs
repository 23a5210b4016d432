using Strata.Core.Results;

namespace Strata.Tokenizers.Metadata;

/// <summary>Checks metadata against the limits and works out kinds and special ids, with the defaults of each model kind.</summary>
internal static class MetadataReader
{
    /// <summary>What is wrong with the metadata, or null.</summary>
    public static Problem? Check(TokenizerMetadata metadata)
    {
        var count = metadata.Tokens.Count;
        if (count is 0 or > TokenizerLimits.TokensMax)
        {
            return Problem.Corrupt($"The vocabulary has {count} tokens; 1 to {TokenizerLimits.TokensMax} are read.", "tokenizer.ggml.tokens");
        }

        if (metadata.Merges is { Count: > TokenizerLimits.MergesMax })
        {
            return Problem.Corrupt($"The vocabulary has more than {TokenizerLimits.MergesMax} merges.", "tokenizer.ggml.merges");
        }

        if (metadata.Scores is { } scores && scores.Count < count)
        {
            return Problem.Corrupt($"There are {scores.Count} scores for {count} tokens.", "tokenizer.ggml.scores");
        }

        if (metadata.TokenTypes is { } types && types.Count < count)
        {
            return Problem.Corrupt($"There are {types.Count} token types for {count} tokens.", "tokenizer.ggml.token_type");
        }

        return CheckLengths(metadata.Tokens, "tokenizer.ggml.tokens", TokenizerLimits.TokenCharsMax)
            ?? CheckTotal(metadata.Tokens)
            ?? CheckLengths(metadata.Merges ?? [], "tokenizer.ggml.merges", (2 * TokenizerLimits.TokenCharsMax) + 1);
    }

    /// <summary>The kinds as the file gives them; anything unknown is undefined.</summary>
    public static TokenKind[] Kinds(TokenizerMetadata metadata)
    {
        var kinds = new TokenKind[metadata.Tokens.Count];
        for (var id = 0; id < kinds.Length; id++)
        {
            var type = metadata.TokenTypes is { } types ? types[id] : (int)TokenKind.Normal;
            kinds[id] = type is >= 0 and <= (int)TokenKind.Byte ? (TokenKind)type : TokenKind.Undefined;
        }

        return kinds;
    }

    /// <summary>The ids with a role: the file's, else the default of the model kind, where the vocabulary has it.</summary>
    public static SpecialTokens Special(TokenizerMetadata metadata)
    {
        var (bos, eos, unknown, separator, padding) = metadata.Model switch
        {
            "llama" => (1, 2, 0, -1, -1),
            "bert" => (101, -1, 100, 102, 0),
            "t5" => (-1, 1, 2, -1, 0),
            _ => (-1, -1, -1, -1, -1),
        };
        int? Known(int? id, int standard) =>
            id is { } given && given >= 0 && given < metadata.Tokens.Count ? given
            : standard >= 0 && standard < metadata.Tokens.Count ? standard : null;
        var addBos = metadata.Model is "llama" or "bert";
        return new SpecialTokens
        {
            Bos = Known(metadata.BosId ?? metadata.ClassifierId, bos),
            Eos = Known(metadata.EosId, eos),
            Eot = Known(metadata.EotId, -1),
            Unknown = Known(metadata.UnknownId, unknown),
            Separator = Known(metadata.SeparatorId, separator),
            Padding = Known(metadata.PaddingId, padding),
            AddBos = metadata.AddBos ?? addBos,
            AddEos = metadata.AddEos ?? metadata.Model is "t5",
        };
    }

    private static Problem? CheckTotal(IReadOnlyList<string> tokens) => tokens.Sum(t => (long)t.Length) > TokenizerLimits.VocabularyCharsMax
        ? Problem.Corrupt($"The vocabulary has more than {TokenizerLimits.VocabularyCharsMax} characters.", "tokenizer.ggml.tokens")
        : null;

    private static Problem? CheckLengths(IReadOnlyList<string> items, string field, int longest)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null || items[i].Length > longest)
            {
                return Problem.Corrupt($"Item {i} is longer than {longest} characters.", field);
            }
        }

        return null;
    }
}
