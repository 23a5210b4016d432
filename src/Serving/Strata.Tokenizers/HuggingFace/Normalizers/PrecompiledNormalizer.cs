using System.Globalization;
using System.Text;
using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>
/// SentencePiece's rules as Hugging Face's library applies them: to grapheme clusters below six bytes as a whole, and else
/// to single code points; always the rule of the shortest prefix, which then stands for the whole.
/// </summary>
internal sealed class PrecompiledNormalizer(Charsmap rules) : INormalizer
{
    private const int ClusterBytesMax = 5;

    public void Apply(AlignedText text)
    {
        var points = new List<ChangedPoint>(text.Text.Length);
        var changed = false;
        for (var rest = text.Text.AsSpan(); !rest.IsEmpty;)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            var cluster = rest[..length];
            rest = rest[length..];
            if (Encoding.UTF8.GetByteCount(cluster) <= ClusterBytesMax && TryRule(cluster, points))
            {
                changed = true;
                continue;
            }

            while (!cluster.IsEmpty)
            {
                Rune.DecodeFromUtf16(cluster, out var rune, out length);
                if (TryRule(cluster[..length], points))
                {
                    changed = true;
                }
                else
                {
                    points.Add(new ChangedPoint(rune.Value, 0));
                }

                cluster = cluster[length..];
            }
        }

        if (changed)
        {
            text.Transform(points);
        }
    }

    private bool TryRule(ReadOnlySpan<char> part, List<ChangedPoint> points)
    {
        Span<byte> bytes = stackalloc byte[8];
        var count = Encoding.UTF8.GetBytes(part, bytes);
        if (!rules.TryShortest(bytes[..count], out var replacement))
        {
            return false;
        }

        var old = 0;
        foreach (var _ in part.EnumerateRunes())
        {
            old++;
        }

        Replace(old, Encoding.UTF8.GetString(replacement), points);
        return true;
    }

    // Added points are the last ones; what went is noted at the last one that stays, even if that is of an earlier cluster.
    private static void Replace(int old, string replacement, List<ChangedPoint> points)
    {
        var added = 0;
        foreach (var rune in replacement.EnumerateRunes())
        {
            points.Add(new ChangedPoint(rune.Value, added++ < old ? 0 : 1));
        }

        if (added < old && points.Count > 0)
        {
            points[^1] = points[^1] with { Change = points[^1].Change + added - old };
        }
    }
}
