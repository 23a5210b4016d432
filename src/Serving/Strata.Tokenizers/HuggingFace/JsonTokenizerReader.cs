using System.Text.Json;
using System.Text.Unicode;
using Strata.Core.Results;
using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.HuggingFace.Decoders;
using Strata.Tokenizers.HuggingFace.Json;
using Strata.Tokenizers.HuggingFace.Normalizers;
using Strata.Tokenizers.HuggingFace.PreTokenizers;
using Strata.Tokenizers.HuggingFace.Processors;
using Strata.Tokenizers.HuggingFace.WordModels;

namespace Strata.Tokenizers.HuggingFace;

/// <summary>Reads <c>tokenizer.json</c>. The readers of its parts throw <see cref="FormatException"/>; here that becomes a problem.</summary>
internal static class JsonTokenizerReader
{
    public static Result<Tokenizer> Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > TokenizerLimits.FileBytesMax)
        {
            return Problem.Corrupt($"The file is larger than {TokenizerLimits.FileBytesMax} bytes.", "tokenizer.json");
        }

        if (!Utf8.IsValid(json.Span))
        {
            return Problem.Corrupt("The file is not UTF-8.", "tokenizer.json");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = TokenizerLimits.JsonDepthMax });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return Problem.Corrupt($"The tokenizer file cannot be used: {e.Message}", "tokenizer.json");
        }
    }

    private static JsonTokenizer Read(JsonElement root)
    {
        var model = WordModelReader.Read(JsonRead.Object(root, "model") ?? throw new FormatException("'model' is missing"));
        var normalizer = JsonRead.Object(root, "normalizer") is { } n ? NormalizerReader.Read(n) : null;
        var added = Added(root, model, normalizer);
        var texts = Texts(model, added);
        var pipeline = new JsonPipeline
        {
            AddedTokens = added,
            Normalizer = normalizer,
            PreTokenizer = JsonRead.Object(root, "pre_tokenizer") is { } p ? PreTokenizerReader.Read(p) : null,
            Model = model,
            PostProcessor = JsonRead.Object(root, "post_processor") is { } f ? PostProcessorReader.Read(f, texts.Length) : null,
            Decoder = JsonRead.Object(root, "decoder") is { } d ? DecoderReader.Read(d) : null,
            NeedsOrigins = root.TryGetProperty("pre_tokenizer", out var json) && json.GetRawText().Contains("\"first\"", StringComparison.Ordinal),
        };
        return JsonVocabulary.Build(pipeline, texts, root);
    }

    private static List<AddedToken> Added(JsonElement root, IWordModel model, INormalizer? normalizer)
    {
        if (!root.TryGetProperty("added_tokens", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var tokens = new List<AddedToken>();
        foreach (var item in JsonRead.Items(root, "added_tokens", TokenizerLimits.AddedTokensMax))
        {
            var content = JsonRead.Text(item, "content");
            var id = model.Vocabulary.TryGetValue(content, out var known) ? known : JsonRead.Number(item, "id");
            if (id >= TokenizerLimits.TokensMax || content.Length > TokenizerLimits.TokenCharsMax)
            {
                throw new FormatException($"the added token {id} is out of bounds");
            }

            var token = new AddedToken(id, content)
            {
                SingleWord = JsonRead.Flag(item, "single_word"),
                StripLeft = JsonRead.Flag(item, "lstrip"),
                StripRight = JsonRead.Flag(item, "rstrip"),
                Normalized = JsonRead.Flag(item, "normalized"),
                Special = JsonRead.Flag(item, "special"),
            };
            if (content.Length > 0)
            {
                tokens.Add(token.Normalized && normalizer is not null ? token with { Pattern = Normalized(content, normalizer) } : token);
            }
        }

        return tokens;
    }

    private static string Normalized(string content, INormalizer normalizer)
    {
        var text = new AlignedText(content, tracked: false);
        normalizer.Apply(text);
        return text.Text;
    }

    // Ids may have gaps; an id nobody spells has the empty spelling.
    private static string[] Texts(IWordModel model, List<AddedToken> added)
    {
        var count = 1 + Math.Max(model.Vocabulary.Values.DefaultIfEmpty(-1).Max(), added.Select(t => t.Id).DefaultIfEmpty(-1).Max());
        if (count == 0 || model.Vocabulary.Keys.Sum(t => (long)t.Length) > TokenizerLimits.VocabularyCharsMax)
        {
            throw new FormatException("the vocabulary is empty or too large");
        }

        var texts = new string[count];
        Array.Fill(texts, string.Empty);
        foreach (var (text, id) in model.Vocabulary)
        {
            texts[id] = text;
        }

        foreach (var token in added)
        {
            texts[token.Id] = token.Content;
        }

        return texts;
    }
}
