using System.Buffers;
using System.Text;
using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>
/// Prepares a text: the longest rule at each place, blanks merged and escaped, a dummy blank at one end. User-defined
/// pieces pass untouched. Works on UTF-8, which the rules are written in.
/// </summary>
internal sealed class SentencePieceNormalizer(SentencePieceOptions options, TokenTrie userDefined)
{
    private static ReadOnlySpan<byte> Escaped => "▁"u8;

    public string Normalize(ReadOnlySpan<char> text)
    {
        var input = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var rest = input.AsSpan(0, Encoding.UTF8.GetBytes(text, input));
        if (options.RemoveExtraWhitespaces)
        {
            while (!rest.IsEmpty && Prefix(rest, out var first) is var skipped && first.SequenceEqual(" "u8))
            {
                rest = rest[skipped..];
            }
        }

        var output = new ArrayBufferWriter<byte>(rest.Length + 16);
        if (!rest.IsEmpty)
        {
            Write(rest, output);
        }

        ArrayPool<byte>.Shared.Return(input);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private void Write(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> output)
    {
        var blank = options.EscapeWhitespaces ? Escaped : " "u8;
        if (options is { AddDummyPrefix: true, WhitespaceAsSuffix: false })
        {
            output.Write(blank);
        }

        var afterBlank = options.RemoveExtraWhitespaces;
        while (!rest.IsEmpty)
        {
            var consumed = Prefix(rest, out var piece);
            if (afterBlank)
            {
                piece = piece.TrimStart((byte)' ');
            }

            afterBlank = options.RemoveExtraWhitespaces && (piece.IsEmpty ? afterBlank : piece[^1] == ' ');
            for (var at = piece.IndexOf((byte)' '); at >= 0; at = piece.IndexOf((byte)' '))
            {
                output.Write(piece[..at]);
                output.Write(blank);
                piece = piece[(at + 1)..];
            }

            output.Write(piece);
            rest = rest[consumed..];
        }

        var kept = output.WrittenSpan;
        while (options.RemoveExtraWhitespaces && kept.EndsWith(blank))
        {
            kept = kept[..^blank.Length];
        }

        var trimmed = kept.ToArray();
        output.ResetWrittenCount();
        output.Write(trimmed);
        if (options is { AddDummyPrefix: true, WhitespaceAsSuffix: true })
        {
            output.Write(blank);
        }
    }

    // The piece that stands for the front of the text, and how many bytes of it that takes.
    private int Prefix(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> piece)
    {
        if (userDefined.Firsts.Count > 0 && LongestUserDefined(rest) is > 0 and var known)
        {
            piece = rest[..known];
            return known;
        }

        if (options.Rules is { } rules && rules.Longest(rest, out piece) is > 0 and var length)
        {
            return length;
        }

        Rune.DecodeFromUtf8(rest, out _, out length);
        piece = rest[..length];
        return length;
    }

    private int LongestUserDefined(ReadOnlySpan<byte> rest)
    {
        var node = 0;
        var longest = 0;
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < rest.Length;)
        {
            Rune.DecodeFromUtf8(rest[at..], out var rune, out var length);
            at += length;
            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                node = node < 0 ? -1 : userDefined.Step(node, unit);
            }

            if (node < 0)
            {
                break;
            }

            longest = userDefined.Value(node) >= 0 ? at : longest;
        }

        return longest;
    }
}
