namespace Strata.Traces.Segments;

/// <summary>A column of a block: where its bytes begin, how many each row has, and the range of its values.</summary>
internal readonly record struct ColumnPart(long Offset, int Width, long Min, long Max);
