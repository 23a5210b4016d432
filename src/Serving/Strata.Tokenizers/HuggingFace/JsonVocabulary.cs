using System.Text;
using System.Text.Json;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.HuggingFace.Processors;
using Strata.Tokenizers.Metadata;

namespace Strata.Tokenizers.HuggingFace;

/// <summary>
/// Works out kinds, special ids and the bytes of tokens, which <c>tokenizer.json</c> does not name: kinds from the added
/// tokens, begin and end from the template or from well-known spellings, bytes from the decoder.
/// </summary>
internal static class JsonVocabulary
{
    private static readonly string[] Begins = ["<|begin_of_text|>", "<bos>", "<s>", "[CLS]", "<|startoftext|>"];
    private static readonly string[] Ends = ["<|end_of_text|>", "<eos>", "</s>", "<|endoftext|>", "[SEP]"];

    public static JsonTokenizer Build(JsonPipeline pipeline, string[] texts, JsonElement root)
    {
        var kinds = Kinds(pipeline, texts);
        var specials = new string[texts.Length];
        Array.Fill(specials, string.Empty);
        foreach (var token in pipeline.AddedTokens.Where(t => t.Special))
        {
            specials[token.Id] = token.Content;
        }

        var (first, last) = FrameOf(pipeline.PostProcessor);
        var special = new SpecialTokens
        {
            Bos = first ?? Find(specials, Begins),
            Eos = last ?? Find(specials, Ends),
            Unknown = pipeline.Model.Unknown,
            Separator = Find(specials, ["[SEP]", "</s>"]),
            Padding = Find(specials, ["[PAD]", "<pad>", "<|pad|>"]),
            AddBos = first is not null,
            AddEos = last is not null,
        };
        special = EndOfGeneration.Complete(special, specials, null, kinds);
        return new JsonTokenizer(new Vocabulary(texts, kinds, BytesOf(pipeline, root)), special, pipeline);
    }

    private static TokenKind[] Kinds(JsonPipeline pipeline, string[] texts)
    {
        var kinds = new TokenKind[texts.Length];
        for (var id = 0; id < texts.Length; id++)
        {
            kinds[id] = pipeline.Model.ByteFallback && Vocabulary.ByteValue(texts[id]) is not null ? TokenKind.Byte
                : texts[id].Length == 0 ? TokenKind.Unused : TokenKind.Normal;
        }

        foreach (var token in pipeline.AddedTokens.Where(t => kinds[t.Id] != TokenKind.Byte))
        {
            kinds[token.Id] = token.Special ? TokenKind.Control : TokenKind.UserDefined;
        }

        if (pipeline.Model.Unknown is { } unknown)
        {
            kinds[unknown] = TokenKind.Unknown;
        }

        return kinds;
    }

    private static int? Find(string[] specials, string[] names) =>
        names.Select(name => Array.IndexOf(specials, name)).Where(id => id >= 0).Select(id => (int?)id).FirstOrDefault();

    private static (int? First, int? Last) FrameOf(IPostProcessor? processor)
    {
        var template = processor switch
        {
            TemplateProcessor only => only,
            SequenceProcessor sequence => sequence.Steps.OfType<TemplateProcessor>().FirstOrDefault(),
            _ => null,
        };
        return template?.Single is { Count: > 0 } pieces ? (Edge(pieces[0]), Edge(pieces[^1])) : (null, null);
    }

    private static int? Edge(TemplatePiece piece) => piece is { Sequence: < 0, Tokens: [var token, ..] } ? token.Id : null;

    // Which family a decoder is of, seen by the names in it; streaming then needs no context.
    private static Func<string, TokenKind, byte[]> BytesOf(JsonPipeline pipeline, JsonElement root)
    {
        var decoder = root.TryGetProperty("decoder", out var json) ? json.GetRawText() : string.Empty;
        bool Has(string name) => decoder.Contains($"\"{name}\"", StringComparison.Ordinal);
        Func<string, byte[]> plain = Has("ByteLevel") ? FromAlphabet
            : Has("WordPiece") ? text => Encoding.UTF8.GetBytes(text.StartsWith("##", StringComparison.Ordinal) ? text[2..] : " " + text)
            : Has("BPEDecoder") ? text => Encoding.UTF8.GetBytes(text.Replace("</w>", " ", StringComparison.Ordinal))
            : decoder is "" or "null" ? text => Encoding.UTF8.GetBytes(" " + text)
            : text => Encoding.UTF8.GetBytes(text.Replace('▁', ' '));
        return (text, kind) => kind switch
        {
            TokenKind.Byte when pipeline.Model.ByteFallback && Vocabulary.ByteValue(text) is { } value => [value],
            TokenKind.Control or TokenKind.Unknown or TokenKind.UserDefined => Encoding.UTF8.GetBytes(text),
            _ => plain(text),
        };
    }

    private static byte[] FromAlphabet(string text) =>
        text.All(c => ByteAlphabet.ByteOf(c) >= 0) ? [.. text.Select(c => (byte)ByteAlphabet.ByteOf(c))] : Encoding.UTF8.GetBytes(text);
}
