
namespace Strata.Traces.Rollups;

/// <summary>The cells of a cube as columns.</summary>
internal sealed class CubeCells(int count)
{
    public readonly int Count = count;
    public readonly int[][] Codes = [.. CubeSpec.Labels.Select(_ => new int[count])];
    public readonly long[] Start = new long[count];
    public readonly long[] Facts = new long[count];
    public readonly long[] Rows = new long[count];

    /// <summary>Rows with usage and no price.</summary>
    public readonly long[] Unpriced = new long[count];

    /// <summary>Rows with a price.</summary>
    public readonly long[] Priced = new long[count];
    public readonly long[][] Sums = [.. CubeSpec.Sums.Select(_ => new long[count])];

    /// <summary>How many of the labels are kept apart, in the order of <see cref="CubeSpec.Labels"/>.</summary>
    public int LabelsKept = CubeSpec.Labels.Length;
}
