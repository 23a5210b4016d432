using System.Text.Json;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.HuggingFace.Json;

namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>Makes word models from their JSON; files before 2020 do not name the type.</summary>
internal static class WordModelReader
{
    public static IWordModel Read(JsonElement json) => (JsonRead.OptionalText(json, "type") ?? Guess(json)) switch
    {
        "BPE" => BytePair(json),
        "Unigram" => Unigram(json),
        "WordPiece" => WordPiece(json),
        "WordLevel" => WordLevel(json),
        var type => throw new FormatException($"the model '{type}' is not known"),
    };

    private static string Guess(JsonElement json) =>
        json.TryGetProperty("merges", out _) ? "BPE"
        : json.TryGetProperty("vocab", out var vocabulary) && vocabulary.ValueKind == JsonValueKind.Array ? "Unigram"
        : json.TryGetProperty("max_input_chars_per_word", out _) ? "WordPiece" : "WordLevel";

    private static BytePairWordModel BytePair(JsonElement json)
    {
        var vocabulary = Vocabulary(json);
        var prefix = JsonRead.OptionalText(json, "continuing_subword_prefix") ?? string.Empty;
        var merges = JsonRead.Items(json, "merges", TokenizerLimits.MergesMax);
        var table = new PairTable(merges.Count);
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = Pair(merges[rank]);
            var joined = right.StartsWith(prefix, StringComparison.Ordinal) ? left + right[prefix.Length..] : left + right;
            table.Add(Id(vocabulary, left), Id(vocabulary, right), rank, Id(vocabulary, joined), keepFirst: false);
        }

        var options = new BytePairWordOptions
        {
            UnknownId = JsonRead.OptionalText(json, "unk_token") is { } unknown ? Id(vocabulary, unknown) : null,
            ContinuingPrefix = prefix,
            EndSuffix = JsonRead.OptionalText(json, "end_of_word_suffix") ?? string.Empty,
            FuseUnknown = JsonRead.Flag(json, "fuse_unk"),
            ByteFallback = JsonRead.Flag(json, "byte_fallback"),
            WholeWords = JsonRead.Flag(json, "ignore_merges"),
        };
        return new BytePairWordModel(vocabulary, table, options);
    }

    private static UnigramWordModel Unigram(JsonElement json)
    {
        var pieces = new List<(string, double)>();
        foreach (var item in JsonRead.Items(json, "vocab", TokenizerLimits.TokensMax))
        {
            var fits = item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2 && item[1].ValueKind == JsonValueKind.Number;
            pieces.Add(fits && double.IsFinite(item[1].GetDouble()) ? (Token(item[0]), item[1].GetDouble()) : throw new FormatException("a piece is not [text, score]"));
        }

        int? unknown = json.TryGetProperty("unk_id", out var id) && id.ValueKind == JsonValueKind.Number ? JsonRead.Number(json, "unk_id") : null;
        if (pieces.Count == 0 || unknown >= pieces.Count)
        {
            throw new FormatException("'unk_id' is not in the vocabulary");
        }

        return new UnigramWordModel(pieces, unknown, JsonRead.Flag(json, "byte_fallback"));
    }

    private static WordPieceWordModel WordPiece(JsonElement json)
    {
        var vocabulary = Vocabulary(json);
        return new WordPieceWordModel(
            vocabulary,
            Id(vocabulary, JsonRead.OptionalText(json, "unk_token") ?? "[UNK]"),
            JsonRead.OptionalText(json, "continuing_subword_prefix") ?? "##",
            JsonRead.Number(json, "max_input_chars_per_word", 100));
    }

    private static WordLevelWordModel WordLevel(JsonElement json)
    {
        var vocabulary = Vocabulary(json);
        int? unknown = vocabulary.TryGetValue(JsonRead.OptionalText(json, "unk_token") ?? "<unk>", out var id) ? id : null;
        return new WordLevelWordModel(vocabulary, unknown);
    }

    private static Dictionary<string, int> Vocabulary(JsonElement json)
    {
        var items = JsonRead.Object(json, "vocab") ?? throw new FormatException("'vocab' is missing");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonRead.Members(items))
        {
            var fits = name.Length <= TokenizerLimits.TokenCharsMax && vocabulary.Count < TokenizerLimits.TokensMax;
            if (!fits || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var id) || id is < 0 or >= TokenizerLimits.TokensMax)
            {
                throw new FormatException("a token of 'vocab' is out of bounds");
            }

            vocabulary[name] = id;
        }

        return vocabulary;
    }

    private static (string Left, string Right) Pair(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2)
        {
            return (Token(merge[0]), Token(merge[1]));
        }

        var text = JsonRead.StringOf(merge, "merges");
        var blank = text.IndexOf(' ');
        return blank > 0 && text.IndexOf(' ', blank + 1) < 0 ? (text[..blank], text[(blank + 1)..]) : throw new FormatException($"the merge '{text}' is not a pair");
    }

    private static string Token(JsonElement value) => JsonRead.StringOf(value, "token", TokenizerLimits.TokenCharsMax);

    private static int Id(Dictionary<string, int> vocabulary, string token) =>
        vocabulary.TryGetValue(token, out var id) ? id : throw new FormatException($"the token '{token}' is not in the vocabulary");
}
