using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Rows with a message that holds a text. The table finds the messages, once and only when the first row asks.</summary>
internal sealed class TextTest(SpanTable table, byte[] lowered, int slots, CancellationToken cancellationToken) : RowTest
{
    private HashSet<int>? messages;
    private bool searched;

    public override int Price => 200;

    public override bool MayPass(int block) => !searched || messages is not null;

    public override void Keep(BlockView view, Bits rows)
    {
        if (!searched)
        {
            messages = table.FindText(lowered, cancellationToken);
            searched = true;
        }

        if (messages is null)
        {
            rows.Clear();
            return;
        }

        var refs = view.Refs;
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            if (!Holds(refs[row]))
            {
                rows.Remove(row);
            }
        }
    }

    private bool Holds(ReadOnlySpan<int> references)
    {
        foreach (var reference in references)
        {
            if ((slots == 0 || (slots >> (reference & 3) & 1) != 0) && messages!.Contains(reference >> 2))
            {
                return true;
            }
        }

        return false;
    }
}
