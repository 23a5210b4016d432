using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Strata.Dialects.Json;

/// <summary>
/// Escapes what JSON demands (quotes, backslashes, control characters) and nothing else: text of any script goes out as it is.
/// The framework's relaxed encoder still spells every emoji as two escapes. Answers here never stand inside HTML.
/// </summary>
internal sealed class PlainEncoder : JavaScriptEncoder
{
    private const string Escaped = "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\";
    private static readonly SearchValues<char> Chars = SearchValues.Create(Escaped);
    private static readonly SearchValues<byte> Bytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped));

    public static PlainEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar < 0x80 && Escaped.Contains((char)unicodeScalar, StringComparison.Ordinal);

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var first = utf8Text.IndexOfAny(Bytes);
        return System.Text.Unicode.Utf8.IsValid(first < 0 ? utf8Text : utf8Text[..first]) ? first : base.FindFirstCharacterToEncodeUtf8(utf8Text);
    }

    /// <summary>Whether a text goes out as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => First(text) < 0;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) => First(new ReadOnlySpan<char>(text, textLength));

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var shortForm = unicodeScalar switch { '"' => '"', '\\' => '\\', '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', '\f' => 'f', _ => '\0' };
        var text = shortForm != '\0' ? $"\\{shortForm}" : FormattableString.Invariant($"\\u{unicodeScalar:x4}");
        numberOfCharactersWritten = text.Length <= bufferLength ? text.Length : 0;
        text.AsSpan(0, numberOfCharactersWritten).CopyTo(new Span<char>(buffer, bufferLength));
        return numberOfCharactersWritten > 0;
    }

    private static int First(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAny(Chars);
        var plain = first < 0 ? text : text[..first];
        var at = plain.IndexOfAnyInRange('\ud800', '\udfff');
        for (; at >= 0 && at < plain.Length; at++)
        {
            if (!char.IsSurrogate(plain[at]))
            {
                continue;
            }

            if (at + 1 == plain.Length || !char.IsSurrogatePair(plain[at], plain[at + 1]))
            {
                return at;
            }

            at++;
        }

        return first;
    }
}
