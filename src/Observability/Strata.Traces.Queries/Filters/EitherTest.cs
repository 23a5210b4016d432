using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Either test; the dearer one looks only at rows that the other did not take.</summary>
internal sealed class EitherTest : RowTest
{
    private readonly RowTest cheap;
    private readonly RowTest dear;
    private readonly Bits taken = new(ColumnSet.BlockRows);

    public EitherTest(RowTest left, RowTest right) => (cheap, dear) = left.Price <= right.Price ? (left, right) : (right, left);

    public override bool IsNever => cheap.IsNever && dear.IsNever;

    public override int Price => dear.Price;

    public override bool MayPass(int block) => cheap.MayPass(block) || dear.MayPass(block);

    public override void Keep(BlockView view, Bits rows)
    {
        taken.CopyFrom(rows);
        cheap.Keep(view, taken);
        rows.AndNot(taken);
        if (!rows.IsEmpty && dear.MayPass(view.Block))
        {
            dear.Keep(view, rows);
        }
        else
        {
            rows.Clear();
        }

        rows.Or(taken);
    }
}
