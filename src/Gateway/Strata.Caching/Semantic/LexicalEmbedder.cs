using Strata.Numerics.Vectors;
using System.Text;

namespace Strata.Caching.Semantic;

/// <summary>
/// The embedder that needs no model: words and pieces of words (three letters), hashed into 512 signed sums (feature hashing,
/// Weinberger et al. 2009). It sees spelling, inflection and order of words pass by; of synonyms it knows nothing.
/// </summary>
public sealed class LexicalEmbedder : ITextEmbedder
{
    private const int Dimensions = 512;
    private const int CharsMax = 8_192;

    /// <summary>Words that carry grammar, not meaning.</summary>
    private static readonly HashSet<string> Light = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "is", "are", "was", "of", "to", "in", "on", "for", "and", "do", "does", "please", "can", "could", "you", "me", "i", "it", "what", "s",
    };

    /// <inheritdoc/>
    public string Name => "lexical-512";

    /// <inheritdoc/>
    public ValueTask<float[]?> EmbedAsync(string text, CancellationToken cancellationToken) => new(Embed(text));

    internal static float[]? Embed(string text)
    {
        var sums = new float[Dimensions];
        foreach (var word in Words(text.Length > CharsMax ? text[..CharsMax] : text))
        {
            Add(sums, Stem(word), Light.Contains(word) ? 0.2f : 1.5f);
            var padded = $"<{word}>";
            for (var i = 0; i + 3 <= padded.Length && !Light.Contains(word); i++)
            {
                Add(sums, padded.AsSpan(i, 3), 0.5f);
            }
        }

        var length = MathF.Sqrt(Dot.Product(sums, sums));
        if (length == 0)
        {
            return null;
        }

        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] /= length;
        }

        return sums;
    }

    /// <summary>Plural and singular of most English words are one feature; other languages lose nothing by it.</summary>
    private static string Stem(string word) => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static void Add(float[] sums, ReadOnlySpan<char> feature, float weight)
    {
        var hash = 2_166_136_261u; // FNV-1a
        foreach (var unit in feature)
        {
            hash = (hash ^ unit) * 16_777_619u;
        }

        sums[hash % Dimensions] += (hash & 0x8000_0000) == 0 ? weight : -weight;
    }
}
