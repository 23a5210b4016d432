using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Passes every row or none.</summary>
internal sealed class ConstantTest(bool passes) : RowTest
{
    public static readonly ConstantTest Always = new(true);
    public static readonly ConstantTest Never = new(false);

    public override bool IsNever => !passes;

    public override int Price => 0;

    public override bool MayPass(int block) => passes;

    public override void Keep(BlockView view, Bits rows)
    {
        if (!passes)
        {
            rows.Clear();
        }
    }
}
