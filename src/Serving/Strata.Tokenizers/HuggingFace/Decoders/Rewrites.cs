using System.Text;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.Decoders;

/// <summary>What the decoders do to pieces.</summary>
internal static class Rewrites
{
    // English clean-up, in this order: it is part of how these models' text is compared.
    private static readonly (string From, string To)[] Cleanups =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"),
        (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public static string CleanUp(string text) => Cleanups.Aggregate(text, (t, c) => t.Replace(c.From, c.To, StringComparison.Ordinal));

    /// <summary>Back from GPT-2's alphabet; a piece with other characters stands as it is. Bytes that are no UTF-8 become U+FFFD.</summary>
    public static List<string> ByteLevel(List<string> pieces)
    {
        var bytes = new List<byte>();
        foreach (var piece in pieces)
        {
            if (piece.All(c => ByteAlphabet.ByteOf(c) >= 0))
            {
                bytes.AddRange(piece.Select(c => (byte)ByteAlphabet.ByteOf(c)));
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(piece));
            }
        }

        return [Encoding.UTF8.GetString([.. bytes])];
    }

    /// <summary>Byte tokens become text; a run that is no UTF-8 becomes one U+FFFD a token.</summary>
    public static List<string> ByteFallback(List<string> pieces)
    {
        var result = new List<string>(pieces.Count);
        var bytes = new List<byte>();
        foreach (var piece in pieces)
        {
            if (Vocabulary.ByteValue(piece) is { } value)
            {
                bytes.Add(value);
                continue;
            }

            Flush(bytes, result);
            result.Add(piece);
        }

        Flush(bytes, result);
        return result;
    }

    public static string WordPiece(string piece, int index, string prefix, bool cleanUp)
    {
        var text = index == 0 ? piece : piece.StartsWith(prefix, StringComparison.Ordinal) ? piece[prefix.Length..] : " " + piece;
        return cleanUp ? CleanUp(text) : text;
    }

    /// <summary>Removes up to so many of a character from the ends.</summary>
    public static string Strip(string piece, char content, int start, int stop)
    {
        var from = 0;
        while (from < start && from < piece.Length && piece[from] == content)
        {
            from++;
        }

        var to = piece.Length;
        while (piece.Length - to < stop && to > from && piece[to - 1] == content)
        {
            to--;
        }

        return piece[from..to];
    }

    /// <summary>CTC: repeated pieces are one, padding goes, the delimiter is a blank.</summary>
    public static List<string> Ctc(List<string> pieces, string padding, string delimiter, bool cleanUp)
    {
        var result = new List<string>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0 && pieces[i] == pieces[i - 1])
            {
                continue;
            }

            var text = padding.Length == 0 ? pieces[i] : pieces[i].Replace(padding, string.Empty, StringComparison.Ordinal);
            text = cleanUp ? CleanUp(text) : text;
            text = cleanUp && delimiter.Length > 0 ? text.Replace(delimiter, " ", StringComparison.Ordinal) : text;
            if (text.Length > 0)
            {
                result.Add(text);
            }
        }

        return result;
    }

    public static string Replace(string piece, ISplitter pattern, string content)
    {
        var text = new StringBuilder();
        var from = 0;
        while (pattern.TryNext(piece, from, out var start, out var end))
        {
            text.Append(piece, from, start - from).Append(content);
            from = end;
        }

        return text.Append(piece, from, piece.Length - from).ToString();
    }

    private static void Flush(List<byte> bytes, List<string> result)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        try
        {
            result.Add(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            result.AddRange(Enumerable.Repeat("\uFFFD", bytes.Count));
        }

        bytes.Clear();
    }
}
