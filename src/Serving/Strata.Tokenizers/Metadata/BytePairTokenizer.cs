using System.Runtime.InteropServices;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Fragments;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.Metadata;

/// <summary>
/// Byte-level BPE, the <c>gpt2</c> kind: words by the family's pattern, bytes in GPT-2's alphabet, merges by rank.
/// Every byte that has a token survives; a byte without one has no way into the model and is left out, as the reference does.
/// </summary>
internal sealed class BytePairTokenizer(
    Vocabulary vocabulary, SpecialTokens special, SpecialMatcher matcher, PreTokenizer words, BytePairModel model)
    : FragmentTokenizer(vocabulary, special, matcher)
{
    private readonly WordCache cache = new();

    protected override void EncodeFragment(ReadOnlySpan<char> text, List<int> ids)
    {
        var start = 0;
        foreach (var end in words.Split(text))
        {
            var word = text[start..end];
            if (cache.TryGet(word, out var known))
            {
                ids.AddRange(known);
            }
            else
            {
                var before = ids.Count;
                model.Encode(word, ids);
                cache.Set(word, CollectionsMarshal.AsSpan(ids)[before..]);
            }

            start = end;
        }
    }
}
