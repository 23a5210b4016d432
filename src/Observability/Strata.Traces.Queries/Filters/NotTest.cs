using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>The rows that another test does not pass.</summary>
internal sealed class NotTest(RowTest inner) : RowTest
{
    private readonly Bits passed = new(ColumnSet.BlockRows);

    public override int Price => inner.Price;

    public override void Keep(BlockView view, Bits rows)
    {
        if (inner.IsNever || !inner.MayPass(view.Block))
        {
            return;
        }

        passed.CopyFrom(rows);
        inner.Keep(view, passed);
        rows.AndNot(passed);
    }
}
