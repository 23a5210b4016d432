using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>Replaces what a pattern matches.</summary>
internal sealed class ReplaceNormalizer(ISplitter pattern, string content) : INormalizer
{
    public void Apply(AlignedText text)
    {
        var ranges = new List<(int, int)>();
        var from = 0;
        while (pattern.TryNext(text.Text, from, out var start, out var end))
        {
            ranges.Add((start, end));
            from = end;
        }

        text.Replace(ranges, content);
    }
}
