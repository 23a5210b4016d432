using System.Text;

namespace Strata.Tokenizers;

/// <summary>
/// The tokens of a model: spelling, kind, and the bytes each adds to a text. Immutable. Where two tokens share a
/// spelling the first one answers for it. The bytes lie in one array, so that 256k tokens are three objects, not 256k.
/// </summary>
internal sealed class Vocabulary
{
    private readonly string[] texts;
    private readonly TokenKind[] kinds;
    private readonly Dictionary<string, int> ids;
    private readonly byte[] bytes;
    private readonly int[] byteEnds;

    public Vocabulary(string[] texts, TokenKind[] kinds, Func<string, TokenKind, byte[]> bytesOf)
    {
        this.texts = texts;
        this.kinds = kinds;
        ids = new Dictionary<string, int>(texts.Length, StringComparer.Ordinal);
        byteEnds = new int[texts.Length];
        using var blob = new MemoryStream(texts.Length * 8);
        for (var id = 0; id < texts.Length; id++)
        {
            ids.TryAdd(texts[id], id);
            blob.Write(bytesOf(texts[id], kinds[id]));
            byteEnds[id] = (int)blob.Length;
        }

        bytes = blob.ToArray();
    }

    public int Count => texts.Length;

    public string Text(int id) => texts[id];

    public TokenKind Kind(int id) => kinds[id];

    public bool Contains(int id) => (uint)id < (uint)texts.Length;

    public ReadOnlySpan<byte> Bytes(int id)
    {
        var start = id == 0 ? 0 : byteEnds[id - 1];
        return bytes.AsSpan(start, byteEnds[id] - start);
    }

    public int? Find(string text) => ids.TryGetValue(text, out var id) ? id : null;

    public bool TryFind(ReadOnlySpan<char> text, out int id) => ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out id);

    /// <summary>The value of a byte token's spelling, <c>&lt;0xXX&gt;</c>, or null.</summary>
    public static byte? ByteValue(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[5] == '>'
        && byte.TryParse(text.AsSpan(3, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)
            ? value
            : null;

    /// <summary>The bytes of a SentencePiece-style token: ▁ is a blank, a byte token its byte, all else its spelling.</summary>
    public static byte[] SentencePieceBytes(string text, TokenKind kind) => kind switch
    {
        TokenKind.Byte when ByteValue(text) is { } value => [value],
        TokenKind.Control or TokenKind.Unknown => Encoding.UTF8.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(text.Replace('▁', ' ')),
    };
}
