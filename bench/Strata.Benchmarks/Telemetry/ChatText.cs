using System.Text;

namespace Strata.Benchmarks.Telemetry;

/// <summary>Sentences of made-up words that are as frequent as words are (Zipf), so that they compress and index like prose.</summary>
internal sealed class ChatText
{
    private const int Words = 20_000;
    private readonly byte[][] words = new byte[Words][];
    private readonly double[] cumulated = new double[Words];

    public ChatText(int seed)
    {
        var random = new Random(seed);
        string[] onsets = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl", "ch", "sh", "br", "cl", "gr", ""];
        string[] vowels = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "ie"];
        string[] ends = ["", "n", "r", "s", "t", "l", "m", "nd", "st", "ng", "ck"];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        double sum = 0;
        for (var i = 0; i < Words;)
        {
            var word = new StringBuilder();
            for (var syllable = 0; syllable <= Math.Min(3, (int)Math.Log10(i + 1)); syllable++)
            {
                word.Append(onsets[random.Next(onsets.Length)]).Append(vowels[random.Next(vowels.Length)]).Append(ends[random.Next(ends.Length)]);
            }

            if (seen.Add(word.ToString()))
            {
                words[i] = Encoding.UTF8.GetBytes(word.ToString());
                cumulated[i++] = sum += 1.0 / (i + 2.7);
            }
        }
    }

    public string Word(int rank) => Encoding.UTF8.GetString(words[rank]);

    /// <summary>Writes so many words and returns the bytes.</summary>
    public byte[] Prose(Random random, int count, string? extra = null)
    {
        var text = new byte[(count * 14) + 32 + (extra?.Length ?? 0)];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var rank = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
            var word = words[Math.Min(Words - 1, rank < 0 ? ~rank : rank)];
            word.CopyTo(text, at);
            at += word.Length;
            text[at++] = (byte)(i % 12 == 11 ? '.' : ' ');
            if (extra is not null && i == count / 2)
            {
                at += Encoding.UTF8.GetBytes(extra, text.AsSpan(at));
                text[at++] = (byte)' ';
            }

            if (at > text.Length - 24)
            {
                break;
            }
        }

        return text[..at];
    }
}
