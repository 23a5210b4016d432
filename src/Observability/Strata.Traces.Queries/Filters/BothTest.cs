using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>All tests, the cheapest first; stops when no row is left.</summary>
internal sealed class BothTest : RowTest
{
    private readonly RowTest[] tests;

    public BothTest(IEnumerable<RowTest> tests) => this.tests = [.. tests.OrderBy(t => t.Price)];

    public override bool IsNever => Array.Exists(tests, t => t.IsNever);

    public override int Price => tests.Length == 0 ? 0 : tests[^1].Price;

    public override bool MayPass(int block)
    {
        foreach (var test in tests)
        {
            if (!test.MayPass(block))
            {
                return false;
            }
        }

        return true;
    }

    public override void Keep(BlockView view, Bits rows)
    {
        foreach (var test in tests)
        {
            test.Keep(view, rows);
            if (rows.IsEmpty)
            {
                return;
            }
        }
    }
}
