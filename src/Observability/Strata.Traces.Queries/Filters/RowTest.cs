using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>A filter bound to one table: takes the rows out of a set that do not pass. Asked about a block before it is read.</summary>
internal abstract class RowTest
{
    /// <summary>Whether the block may have a row that passes; false only where that is certain.</summary>
    public virtual bool MayPass(int block) => true;

    /// <summary>Whether no row of the table can pass.</summary>
    public virtual bool IsNever => false;

    /// <summary>How dear the test is: cheap ones go first.</summary>
    public abstract int Price { get; }

    /// <summary>Removes the rows that do not pass.</summary>
    public abstract void Keep(BlockView view, Bits rows);
}
