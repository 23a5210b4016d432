using Strata.Models.Tokenizers.HuggingFace.Alignment;
using Strata.Models.Tokenizers.Patterns;

namespace Strata.Models.Tokenizers.HuggingFace.Normalizers;

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
