using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Rows whose code is among some codes, which were looked up in the dictionary once.</summary>
internal sealed class LabelTest : RowTest
{
    private readonly SpanTable table;
    private readonly Label label;
    private readonly bool[] passes;
    private readonly int first;
    private readonly int last;

    /// <summary>Says for each code whether it passes; a code beyond the end does not.</summary>
    public LabelTest(SpanTable table, Label label, bool[] passes)
    {
        (this.table, this.label, this.passes) = (table, label, passes);
        first = Array.IndexOf(passes, true);
        last = Array.LastIndexOf(passes, true);
    }

    public override bool IsNever => first < 0;

    public override int Price => 1;

    /// <summary>The rows with one text.</summary>
    public static RowTest Of(SpanTable table, Label label, ReadOnlySpan<byte> text)
    {
        var code = table.FindLabel(label, text);
        if (code < 0)
        {
            return ConstantTest.Never;
        }

        var passes = new bool[code + 1];
        passes[code] = true;
        return new LabelTest(table, label, passes);
    }

    public override bool MayPass(int block)
    {
        var (min, max) = table.CodeRange(block, label);
        if (first < 0 || max < first || min > last)
        {
            return false;
        }

        return min != max || (min < passes.Length && passes[min]);
    }

    public override void Keep(BlockView view, Bits rows)
    {
        var (min, max) = table.CodeRange(view.Block, label);
        if (min == max && min < passes.Length && passes[min])
        {
            return;
        }

        var codes = view.Codes(label);
        var words = rows.Words;
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            var part = codes[(64 * word)..Math.Min(codes.Length, (64 * word) + 64)];
            ulong kept = 0;
            for (var i = 0; i < part.Length; i++)
            {
                var code = part[i];
                kept |= ((uint)code < (uint)passes.Length && passes[code] ? 1UL : 0) << i;
            }

            words[word] &= kept;
        }
    }
}
