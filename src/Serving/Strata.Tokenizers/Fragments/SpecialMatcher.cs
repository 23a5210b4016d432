using System.Buffers;
using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.Fragments;

/// <summary>Finds special tokens in a text: user-defined ones anywhere, control and unknown ones in trusted stretches only.</summary>
internal sealed class SpecialMatcher
{
    private readonly TokenTrie always = new();
    private readonly TokenTrie trusted = new();
    private readonly HashSet<int> stripLeft;
    private readonly HashSet<int> stripRight;
    private readonly SearchValues<char> alwaysFirsts;
    private readonly SearchValues<char> allFirsts;

    /// <summary>Takes the special tokens of a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="userDefined">Whether user-defined tokens are cut out here; false where the model itself keeps them whole.</param>
    /// <param name="stripLeft">Tokens that swallow the blanks before them.</param>
    /// <param name="stripRight">Tokens that swallow the blanks behind them.</param>
    public SpecialMatcher(Vocabulary vocabulary, bool userDefined, HashSet<int> stripLeft, HashSet<int> stripRight)
    {
        this.stripLeft = stripLeft;
        this.stripRight = stripRight;
        for (var id = 0; id < vocabulary.Count; id++)
        {
            var trie = vocabulary.Kind(id) switch
            {
                TokenKind.UserDefined when userDefined => always,
                TokenKind.Control or TokenKind.Unknown => trusted,
                _ => null,
            };
            trie?.Add(vocabulary.Text(id), id);
        }

        alwaysFirsts = SearchValues.Create([.. always.Firsts]);
        allFirsts = SearchValues.Create([.. always.Firsts.Union(trusted.Firsts)]);
    }

    public bool TryNext(JoinedText joined, int from, out SpecialMatch match)
    {
        var text = joined.Text.AsSpan();
        for (var at = Next(joined, from); at >= 0; at = Next(joined, at + 1))
        {
            var id = always.Longest(text[at..], out var length);
            var control = trusted.Longest(text[at..joined.TrustedEnd(at)], out var controlLength);
            if (controlLength > length)
            {
                (id, length) = (control, controlLength);
            }

            if (id >= 0)
            {
                match = new SpecialMatch(id, at, at + length, stripLeft.Contains(id), stripRight.Contains(id));
                return true;
            }
        }

        match = default;
        return false;
    }

    private int Next(JoinedText joined, int from)
    {
        var rest = joined.Text.AsSpan(Math.Min(from, joined.Text.Length));
        var at = rest.IndexOfAny(joined.HasTrusted ? allFirsts : alwaysFirsts);
        return at < 0 ? -1 : from + at;
    }
}
