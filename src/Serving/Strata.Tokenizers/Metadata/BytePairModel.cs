using System.Buffers;
using System.Text;
using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.Metadata;

/// <summary>
/// Turns one word into tokens: bytes, then merges by rank. A vocabulary that knows the whole word may skip the merges. A
/// control token is never the result of text, whatever the merges spell.
/// </summary>
internal sealed class BytePairModel
{
    private readonly SymbolTable symbols;
    private readonly PairTable merges;
    private readonly int[] byteSymbols = new int[256];
    private readonly bool wholeWords;

    public BytePairModel(Vocabulary vocabulary, IReadOnlyList<string> rules, bool wholeWords)
    {
        this.wholeWords = wholeWords;
        symbols = new SymbolTable(vocabulary.Count, id => vocabulary.Kind(id) == TokenKind.Control ? null : vocabulary.Text(id));
        for (var value = 0; value < 256; value++)
        {
            byteSymbols[value] = symbols.Intern(ByteAlphabet.CharOf((byte)value).ToString());
        }

        merges = new PairTable(rules.Count);
        for (var rank = 0; rank < rules.Count; rank++)
        {
            AddRule(rules[rank], rank);
        }
    }

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(word.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(bytesMax);
        var count = Encoding.UTF8.GetBytes(word, bytes);
        if (!wholeWords || !TryWholeWord(bytes.AsSpan(0, count), ids))
        {
            var units = ArrayPool<int>.Shared.Rent(count);
            for (var i = 0; i < count; i++)
            {
                units[i] = byteSymbols[bytes[i]];
            }

            var left = PairMerger.Merge(merges, units.AsSpan(0, count), []);
            foreach (var symbol in units.AsSpan(0, left))
            {
                Emit(symbol, ids);
            }

            ArrayPool<int>.Shared.Return(units);
        }

        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void AddRule(string rule, int rank)
    {
        var blank = rule.IndexOf(' ', Math.Min(1, rule.Length));
        if (blank > 0)
        {
            var (left, right) = (rule[..blank], rule[(blank + 1)..]);
            merges.Add(symbols.Intern(left), symbols.Intern(right), rank, symbols.Intern(left + right), keepFirst: true);
        }
    }

    private bool TryWholeWord(ReadOnlySpan<byte> bytes, List<int> ids)
    {
        if (bytes.Length > 256)
        {
            return false;
        }

        Span<char> spelled = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            spelled[i] = ByteAlphabet.CharOf(bytes[i]);
        }

        if (!symbols.TryFind(spelled, out var id) || !symbols.IsToken(id))
        {
            return false;
        }

        ids.Add(id);
        return true;
    }

    private void Emit(int symbol, List<int> ids)
    {
        if (symbols.IsToken(symbol))
        {
            ids.Add(symbol);
            return;
        }

        foreach (var c in symbols.ExtraText(symbol))
        {
            if (symbols.TryFind([c], out var id) && symbols.IsToken(id))
            {
                ids.Add(id);
            }
        }
    }
}
