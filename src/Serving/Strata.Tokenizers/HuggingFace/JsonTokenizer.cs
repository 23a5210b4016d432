using System.Runtime.InteropServices;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Fragments;
using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.HuggingFace.Processors;
using Strata.Tokenizers.HuggingFace.WordModels;

namespace Strata.Tokenizers.HuggingFace;

/// <summary>
/// A tokenizer read from <c>tokenizer.json</c>: (1) added tokens are cut out of the raw text, (2) the rest is normalised,
/// (3) normalised added tokens are cut out, (4) the pre-tokenizer makes words, (5) the model makes tokens, (6) the
/// post-processor frames them. Offsets cost memory and are followed only where asked for.
/// </summary>
internal sealed class JsonTokenizer : Tokenizer
{
    private readonly JsonPipeline pipeline;
    private readonly AddedTokens rawTokens;
    private readonly AddedTokens normalizedTokens;
    private readonly Dictionary<int, AddedToken> added;
    private readonly HashSet<string> specialTexts;
    private readonly bool normalizedSpecials;
    private readonly WordCache cache = new();

    public JsonTokenizer(Vocabulary vocabulary, SpecialTokens special, JsonPipeline pipeline)
        : base(vocabulary, special)
    {
        this.pipeline = pipeline;
        added = pipeline.AddedTokens.GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.Last());
        rawTokens = new AddedTokens(added.Values.Where(t => !t.Normalized));
        normalizedTokens = new AddedTokens(added.Values.Where(t => t.Normalized));
        specialTexts = pipeline.AddedTokens.Where(t => t.Special).Select(t => t.Content).ToHashSet(StringComparer.Ordinal);
        normalizedSpecials = pipeline.AddedTokens.Any(t => t is { Special: true, Normalized: true });
    }

    public override int[] EncodeSegments(IReadOnlyList<TextSegment> segments, bool addSpecial) =>
        [.. Frame([Encode(JoinedText.From(segments), 0, offsets: false)], addSpecial).Select(t => t.Id)];

    public override TextEncoding EncodePair(string first, string? second, EncodeOptions options)
    {
        var texts = new List<List<EncodedToken>> { Encode(JoinedText.From([new(first, options.ParseSpecial)]), 0, offsets: true) };
        if (second is not null)
        {
            texts.Add(Encode(JoinedText.From([new(second, options.ParseSpecial)]), 1, offsets: true));
        }

        var tokens = Frame(texts, options.AddSpecial);
        return new TextEncoding([.. tokens.Select(t => t.Id)], [.. tokens.Select(t => t.TypeId)], [.. tokens.Select(t => (t.Start, t.End))]);
    }

    public override string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        var pieces = new List<string>(ids.Length);
        foreach (var id in ids)
        {
            var text = added.TryGetValue(id, out var token) ? token.Pattern : Vocabulary.Text(id);
            if (!skipSpecial || !specialTexts.Contains(text))
            {
                pieces.Add(text);
            }
        }

        return pipeline.Decoder is not { } decoder ? string.Join(' ', pieces) : pieces.Count == 0 ? string.Empty : string.Concat(decoder.Decode(pieces));
    }

    private List<EncodedToken> Frame(List<List<EncodedToken>> texts, bool addSpecial)
    {
        var framed = pipeline.PostProcessor?.Process(texts, addSpecial) ?? texts;
        return framed.Count == 1 ? framed[0] : [.. framed.SelectMany(t => t)];
    }

    private List<EncodedToken> Encode(JoinedText text, int typeId, bool offsets)
    {
        var tracked = offsets || pipeline.NeedsOrigins || (normalizedSpecials && !text.IsTrusted);
        var tokens = new List<EncodedToken>();
        var positions = offsets ? CodePoints(text.Text) : null;
        var words = new List<WordToken>();
        foreach (var (piece, token) in Pieces(text, tracked))
        {
            if (token is not null)
            {
                tokens.Add(At(token.Id, piece.Text, piece.Origin, positions, typeId));
                continue;
            }

            foreach (var word in pipeline.PreTokenizer?.Split(piece) ?? [piece])
            {
                if (word.Text.Length > 0)
                {
                    words.Clear();
                    EncodeWord(word.Text, offsets, words);
                    Add(word, words, text.IsTrusted, positions, typeId, tokens);
                }
            }
        }

        return tokens;
    }

    private List<(AlignedText Piece, AddedToken? Token)> Pieces(JoinedText text, bool tracked)
    {
        var raw = new List<(AlignedText Piece, AddedToken? Token)>();
        bool Trusts((int Start, int End) range) => text.TrustedEnd(range.Start) >= range.End && range.End > range.Start;
        rawTokens.Split(new AlignedText(text.Text, tracked), Trusts, raw);
        var pieces = new List<(AlignedText Piece, AddedToken? Token)>(raw.Count);
        foreach (var (piece, token) in raw)
        {
            if (token is not null)
            {
                pieces.Add((piece, token));
                continue;
            }

            pipeline.Normalizer?.Apply(piece);
            normalizedTokens.Split(piece, tracked || pipeline.Normalizer is null ? Trusts : _ => text.IsTrusted, pieces);
        }

        return pieces;
    }

    private void EncodeWord(string word, bool offsets, List<WordToken> tokens)
    {
        if (!offsets && cache.TryGet(word, out var known))
        {
            foreach (var id in known)
            {
                tokens.Add(new WordToken(id, 0, 0));
            }

            return;
        }

        pipeline.Model.Encode(word, tokens);
        if (!offsets)
        {
            cache.Set(word, [.. tokens.Select(t => t.Id)]);
        }
    }

    private void Add(AlignedText word, List<WordToken> found, bool trusted, int[]? positions, int typeId, List<EncodedToken> tokens)
    {
        foreach (var (id, start, end) in CollectionsMarshal.AsSpan(found))
        {
            var kept = id;
            if (!trusted && IsControl(id) && id != pipeline.Model.Unknown)
            {
                // A model's own vocabulary may spell a special token; text that is not trusted must not become it.
                if (pipeline.Model.Unknown is not { } unknown)
                {
                    continue;
                }

                kept = unknown;
            }

            tokens.Add(positions is null
                ? new EncodedToken(kept, string.Empty, 0, 0, typeId)
                : At(kept, Vocabulary.Text(kept), word.OriginalOf(start, end), positions, typeId));
        }
    }

    private static EncodedToken At(int id, string text, (int Start, int End) range, int[]? positions, int typeId) => positions is null
        ? new EncodedToken(id, text, 0, 0, typeId)
        : new EncodedToken(id, text, positions[range.Start], positions[range.End], typeId);

    // The code point at each UTF-16 unit, and their number behind the last.
    private static int[] CodePoints(string text)
    {
        var positions = new int[text.Length + 1];
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            point += char.IsLowSurrogate(text[i]) ? 0 : 1;
            positions[i] = point;
        }

        positions[text.Length] = point + 1;
        return positions;
    }
}
