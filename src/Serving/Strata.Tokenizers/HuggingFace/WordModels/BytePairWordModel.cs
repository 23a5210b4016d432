using System.Buffers;
using System.Text;
using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>
/// BPE over code points with explicit merges: a prefix for what continues a word, a suffix for what ends it, bytes or an
/// unknown token for what the vocabulary lacks. Lengths are kept in UTF-8 bytes, for a merge may join parts of code points.
/// </summary>
internal sealed class BytePairWordModel(Dictionary<string, int> vocabulary, PairTable merges, BytePairWordOptions options) : IWordModel
{
    private readonly int[]? byteIds = options.ByteFallback ? ByteIds(vocabulary) : null;

    public IReadOnlyDictionary<string, int> Vocabulary => vocabulary;

    public int? Unknown => options.UnknownId;

    public bool ByteFallback => options.ByteFallback;

    public void Encode(string word, List<WordToken> tokens)
    {
        if (options.WholeWords && vocabulary.TryGetValue(word, out var whole))
        {
            tokens.Add(new WordToken(whole, 0, word.Length));
            return;
        }

        var most = options.ByteFallback
            ? (3 * (1 + options.ContinuingPrefix.Length) * word.Length) + (3 * options.EndSuffix.Length)
            : word.Length;
        var symbols = ArrayPool<int>.Shared.Rent(most);
        var lengths = ArrayPool<int>.Shared.Rent(most);
        var count = new SymbolRun(this, symbols, lengths).Fill(word);
        var left = PairMerger.Merge(merges, symbols.AsSpan(0, count), lengths.AsSpan(0, count));
        Emit(word, symbols.AsSpan(0, left), lengths, tokens);
        ArrayPool<int>.Shared.Return(symbols);
        ArrayPool<int>.Shared.Return(lengths);
    }

    // Walks the word and the tokens together: a token stands for every code point it has a byte of.
    private static void Emit(string word, ReadOnlySpan<int> symbols, int[] lengths, List<WordToken> tokens)
    {
        var unit = 0;
        var unitByte = 0;
        var at = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            var end = at + lengths[i];
            while (unit < word.Length && unitByte + BytesAt(word, unit) <= at)
            {
                unitByte += BytesAt(word, unit);
                unit += UnitsAt(word, unit);
            }

            var start = unit;
            var last = unit;
            for (var b = unitByte; last < word.Length && b < end; last += UnitsAt(word, last))
            {
                b += BytesAt(word, last);
            }

            tokens.Add(new WordToken(symbols[i], start, last));
            at = end;
        }
    }

    private static int UnitsAt(string word, int unit) => char.IsHighSurrogate(word[unit]) ? 2 : 1;

    private static int BytesAt(string word, int unit) => word[unit] switch
    {
        < '\u0080' => 1,
        < '\u0800' => 2,
        >= '\uD800' and <= '\uDBFF' => 4,
        _ => 3,
    };

    private static int[] ByteIds(Dictionary<string, int> vocabulary)
    {
        var ids = new int[256];
        for (var value = 0; value < 256; value++)
        {
            ids[value] = vocabulary.GetValueOrDefault($"<0x{value:X2}>", -1);
        }

        return ids;
    }

    /// <summary>Fills the first symbols of a word.</summary>
    private struct SymbolRun(BytePairWordModel model, int[] symbols, int[] lengths)
    {
        private int count;
        private int unknownBytes;

        public int Fill(string word)
        {
            var first = true;
            for (var at = 0; at < word.Length;)
            {
                Rune.DecodeFromUtf16(word.AsSpan(at), out var rune, out var units);
                var spelled = model.Spelled(word.AsSpan(at, units), first, at + units == word.Length);
                if (model.Find(spelled, out var id))
                {
                    FlushUnknown();
                    Add(id, rune.Utf8SequenceLength);
                }
                else if (!TryBytes(spelled))
                {
                    AddUnknown(rune.Utf8SequenceLength);
                }

                at += units;
                first = false;
            }

            FlushUnknown();
            return count;
        }

        private bool TryBytes(ReadOnlySpan<char> spelled)
        {
            Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(spelled.Length)];
            bytes = bytes[..Encoding.UTF8.GetBytes(spelled, bytes)];
            if (model.byteIds is not { } ids)
            {
                return false;
            }

            foreach (var value in bytes)
            {
                if (ids[value] < 0)
                {
                    return false;
                }
            }

            foreach (var value in bytes)
            {
                Add(ids[value], 1);
            }

            return true;
        }

        private void AddUnknown(int bytes)
        {
            if (!model.FusesUnknown)
            {
                FlushUnknown();
            }

            unknownBytes += bytes;
        }

        private void FlushUnknown()
        {
            if (unknownBytes > 0 && model.Unknown is { } id)
            {
                Add(id, unknownBytes);
            }

            unknownBytes = 0;
        }

        private void Add(int id, int bytes)
        {
            symbols[count] = id;
            lengths[count++] = bytes;
        }
    }

    private bool FusesUnknown => options.FuseUnknown;

    private bool Find(ReadOnlySpan<char> spelled, out int id) =>
        vocabulary.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(spelled, out id);

    private ReadOnlySpan<char> Spelled(ReadOnlySpan<char> character, bool first, bool last)
    {
        var prefix = first ? string.Empty : options.ContinuingPrefix;
        var suffix = last ? options.EndSuffix : string.Empty;
        return prefix.Length + suffix.Length == 0 ? character : string.Concat(prefix, character, suffix);
    }
}
