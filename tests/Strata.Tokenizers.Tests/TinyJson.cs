using System.Text;
using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

/// <summary>Small <c>tokenizer.json</c> files, one a family.</summary>
internal static class TinyJson
{
    public const string BytePair = """
        { "added_tokens": [
            { "id": 20, "content": "<s>", "special": true },
            { "id": 21, "content": "[M]", "lstrip": true, "special": true },
            { "id": 22, "content": "cat", "single_word": true, "normalized": true } ],
          "normalizer": { "type": "Lowercase" },
          "pre_tokenizer": { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true },
          "post_processor": { "type": "TemplateProcessing",
            "single": [ { "SpecialToken": { "id": "<s>", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } } ],
            "pair": [ { "Sequence": { "id": "A", "type_id": 0 } }, { "SpecialToken": { "id": "<s>", "type_id": 1 } }, { "Sequence": { "id": "B", "type_id": 1 } } ],
            "special_tokens": { "<s>": { "id": "<s>", "ids": [20], "tokens": ["<s>"] } } },
          "decoder": { "type": "ByteLevel" },
          "model": { "type": "BPE", "merges": ["l o", "lo w", "Ġ low"],
            "vocab": { "l": 0, "o": 1, "w": 2, "Ġ": 3, "lo": 4, "low": 5, "Ġlow": 6, "Ã": 7, "©": 8, "c": 9, "a": 10, "t": 11, "s": 12 } } }
        """;

    public const string WordPiece = """
        { "added_tokens": [ { "id": 0, "content": "[CLS]", "special": true }, { "id": 1, "content": "[SEP]", "special": true }, { "id": 2, "content": "[UNK]", "special": true } ],
          "normalizer": { "type": "BertNormalizer", "lowercase": true },
          "pre_tokenizer": { "type": "BertPreTokenizer" },
          "post_processor": { "type": "BertProcessing", "sep": ["[SEP]", 1], "cls": ["[CLS]", 0] },
          "decoder": { "type": "WordPiece" },
          "model": { "type": "WordPiece", "vocab": { "[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "cafe": 3, "##s": 4, ",": 5, "play": 6 } } }
        """;

    public const string Unigram = """
        { "pre_tokenizer": { "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always" },
          "normalizer": { "type": "Sequence", "normalizers": [ { "type": "NFKC" }, { "type": "Replace", "pattern": { "Regex": " {2,}" }, "content": " " } ] },
          "decoder": { "type": "Metaspace" },
          "model": { "type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁fi", -1], ["▁", -2], ["x", -3], ["xx", -5]] } }
        """;

    public const string WordLevel = """
        { "pre_tokenizer": { "type": "Sequence", "pretokenizers": [ { "type": "WhitespaceSplit" }, { "type": "Digits", "individual_digits": true } ] },
          "added_tokens": [ { "id": 0, "content": "<x>", "special": true } ],
          "model": { "type": "WordLevel", "unk_token": "?", "vocab": { "<x>": 0, "?": 1, "go": 2, "1": 3 } } }
        """;

    public static readonly string[] All = [BytePair, WordPiece, Unigram, WordLevel];

    public static Tokenizer Load(string json) => TokenizerFactory.FromJson(Encoding.UTF8.GetBytes(json)).Value;
}
