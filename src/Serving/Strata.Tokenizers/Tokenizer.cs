using System.Text;

namespace Strata.Tokenizers;

/// <summary>
/// Text to token ids and back. Immutable and safe for concurrent use. Time is linear in the text (a rank map and buckets
/// per word, never a quadratic scan), whatever the text holds. Lone surrogates in a text count as U+FFFD.
/// </summary>
public abstract class Tokenizer
{
    private protected Tokenizer(Vocabulary vocabulary, SpecialTokens special)
    {
        Vocabulary = vocabulary;
        Special = special;
    }

    /// <summary>The ids with a role.</summary>
    public SpecialTokens Special { get; }

    /// <summary>Begin of sequence, where the model has one.</summary>
    public int? BosId => Special.Bos;

    /// <summary>End of sequence, where the model has one.</summary>
    public int? EosId => Special.Eos;

    /// <summary>End of a turn, where the model has one.</summary>
    public int? EotId => Special.Eot;

    /// <summary>Every id after which generation is over.</summary>
    public IReadOnlySet<int> EndOfGenerationIds => Special.EndOfGeneration;

    /// <summary>Ids run from 0 to here, exclusive.</summary>
    public int VocabularySize => Vocabulary.Count;

    private protected Vocabulary Vocabulary { get; }

    /// <summary>The spelling of a token in the vocabulary (<c>Ġthe</c>, <c>▁the</c>, <c>##ing</c>).</summary>
    public string TokenText(int id) => Vocabulary.Text(id);

    /// <summary>
    /// The bytes a token adds to a text when it does not stand first; they may be part of a UTF-8 sequence. A control token's are its spelling.
    /// </summary>
    public ReadOnlySpan<byte> TokenBytes(int id) => Vocabulary.Bytes(id);

    /// <summary>Whether a token has a meaning of its own and no text. Unknown tokens count.</summary>
    public bool IsControl(int id) => Vocabulary.Kind(id) is TokenKind.Control or TokenKind.Unknown;

    /// <summary>What a token is.</summary>
    public TokenKind Kind(int id) => Vocabulary.Kind(id);

    /// <summary>The id of a spelling in the vocabulary.</summary>
    public int? Find(string tokenText) => Vocabulary.Find(tokenText);

    /// <summary>Encodes one text.</summary>
    public int[] Encode(string text, EncodeOptions options) =>
        EncodeSegments([new TextSegment(text, options.ParseSpecial)], options.AddSpecial);

    /// <summary>Encodes a prompt whose parts are trusted differently; see <see cref="TextSegment"/>.</summary>
    public abstract int[] EncodeSegments(IReadOnlyList<TextSegment> segments, bool addSpecial);

    /// <summary>Encodes one text or two, for encoders that score a pair.</summary>
    public abstract TextEncoding EncodePair(string first, string? second, EncodeOptions options);

    /// <summary>
    /// Decodes ids; bytes that are no UTF-8 become U+FFFD. Ids outside the vocabulary are a caller's bug.
    /// </summary>
    /// <param name="ids">The ids.</param>
    /// <param name="skipSpecial">Whether control tokens are left out instead of spelled.</param>
    public virtual string Decode(ReadOnlySpan<int> ids, bool skipSpecial)
    {
        var buffer = new List<byte>(ids.Length * 4);
        foreach (var id in ids)
        {
            if (!skipSpecial || !IsControl(id))
            {
                buffer.AddRange(TokenBytes(id));
            }
        }

        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(buffer));
    }

    /// <summary>A decoder for tokens that come one at a time.</summary>
    /// <param name="skipSpecial">Whether control tokens are left out instead of spelled.</param>
    public StreamingDetokenizer CreateStream(bool skipSpecial = true) => new(this, skipSpecial);
}
