using System.Buffers;
using System.Text;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>
/// Puts pieces together: ▁ is a blank, the one that was added in front goes, bytes are joined to code points and a byte
/// that belongs to none becomes U+FFFD.
/// </summary>
internal sealed class SentencePieceDecoder(Vocabulary vocabulary, SentencePieceOptions options, bool skipSpecial)
{
    private readonly StringBuilder text = new();
    private readonly List<byte> bytes = [];
    private bool expectsBlank = true;
    private bool sawBlank;

    public void Add(int id)
    {
        if (vocabulary.Kind(id) == TokenKind.Byte && Vocabulary.ByteValue(vocabulary.Text(id)) is { } value)
        {
            bytes.Add(value);
            return;
        }

        FlushBytes();
        expectsBlank &= !sawBlank && text.Length == 0;
        text.Append(Piece(id));
    }

    public string Text()
    {
        FlushBytes();
        return text.ToString();
    }

    private string Piece(int id)
    {
        var piece = vocabulary.Text(id);
        sawBlank = false;
        switch (vocabulary.Kind(id))
        {
            case TokenKind.Control:
                return skipSpecial ? string.Empty : piece;
            case TokenKind.Unknown:
                return options.UnknownSurface;
        }

        if (expectsBlank && (options.AddDummyPrefix || options.RemoveExtraWhitespaces) && piece.StartsWith('▁'))
        {
            piece = piece[1..];
            sawBlank = !options.RemoveExtraWhitespaces;
        }

        return piece.Replace('▁', ' ');
    }

    private void FlushBytes()
    {
        ReadOnlySpan<byte> rest = bytes.ToArray();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
                rest = rest[length..];
            }
            else
            {
                text.Append('\uFFFD');
                rest = rest[1..];
            }
        }

        bytes.Clear();
    }
}
