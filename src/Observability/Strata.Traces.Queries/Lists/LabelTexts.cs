using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Lists;

/// <summary>Texts of labels, each made once for a table: the rows of a trace share most of them. Not thread-safe.</summary>
internal sealed class LabelTexts
{
    private const int KeptMax = 4096;

    private readonly string?[]?[] made = new string?[ColumnSet.Labels][];
    private SpanTable? of;

    public string Of(SpanTable table, Label label, int code)
    {
        if (!ReferenceEquals(of, table))
        {
            Array.Clear(made);
            of = table;
        }

        if (code is <= 0 or >= KeptMax)
        {
            return table.LabelText(label, code);
        }

        ref var texts = ref made[(int)label];
        if (texts is null || code >= texts.Length)
        {
            Array.Resize(ref texts, Math.Min(KeptMax, Math.Max(code + 1, table.LabelCount(label))));
        }

        return texts[code] ??= table.LabelText(label, code);
    }
}
