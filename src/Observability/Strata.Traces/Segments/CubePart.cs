namespace Strata.Traces.Segments;

/// <summary>A cube of a segment.</summary>
/// <param name="StepNs">Length of a cell's stretch; 0 for all of the segment.</param>
/// <param name="LabelsKept">How many labels are kept apart.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Quantiles">One part for each measure.</param>
internal sealed record CubePart(long StepNs, int LabelsKept, PackedPart Cells, PackedPart[] Quantiles);
