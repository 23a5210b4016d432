using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public void Apply(AlignedText text)
    {
        var whole = text.Text.AsSpan();
        var start = left ? whole.Length - whole.TrimStart().Length : 0;
        var end = right ? whole.TrimEnd().Length : whole.Length;
        if (start == 0 && end == whole.Length)
        {
            return;
        }

        var at = 0;
        text.Filter(point =>
        {
            var keeps = at >= start && at < end;
            at += point >= 0x10000 ? 2 : 1;
            return keeps;
        });
    }
}
