using System.Text;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Rollups;

namespace Strata.Traces.Queries.Filters;

/// <summary>What every query begins with: whose rows, of which time, and which of them pass. Binds to one table after another.</summary>
internal sealed class Scan(TraceScope scope, TimeRange range, SpanFilter filter, FilterBinder binder)
{
    private readonly byte[] tenant = Encoding.UTF8.GetBytes(TenantText.Of(scope.Tenant));
    private readonly byte[]? key = scope.Key is null ? null : Encoding.UTF8.GetBytes(scope.Key);

    public TimeRange Range => range;

    public SpanFilter Filter => filter;

    public bool HasKey => key is not null;

    /// <summary>The tests of a table; null where no row of it can pass.</summary>
    public RowTest? Bind(SpanTable table)
    {
        var tests = new List<RowTest> { LabelTest.Of(table, Label.Tenant, tenant) };
        if (tests[0].IsNever)
        {
            return null;
        }

        if (table is not CubeTable { StepNs: 0 })
        {
            // A cell that begins before the range counts where rows of it may lie within: the planner saw to it that none lies before.
            tests.Add(new FigureTest(table, [Figure.Start], range.FromNs - (table is CubeTable cube ? cube.StepNs - 1 : 0), range.ToNs - 1));
        }

        if (key is not null)
        {
            tests.Add(LabelTest.Of(table, Label.Key, key));
        }

        if (filter.Root is not null)
        {
            tests.Add(binder.Bind(filter.Root, table));
        }

        var all = new BothTest(tests);
        return all.IsNever ? null : all;
    }

    /// <summary>Fills <paramref name="rows"/> with the rows of a block that pass; false where there are none.</summary>
    public static bool Keep(RowTest test, SpanTable table, int block, BlockView view, Bits rows)
    {
        if (!test.MayPass(block))
        {
            return false;
        }

        view.MoveTo(table, block);
        rows.Fill(view.Rows);
        test.Keep(view, rows);
        return !rows.IsEmpty;
    }
}
