namespace Strata.Traces.Columns;

/// <summary>Where a row is in its table.</summary>
internal readonly record struct RowPlace(int Block, int Row);
