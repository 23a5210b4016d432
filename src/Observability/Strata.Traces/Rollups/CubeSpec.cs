using Strata.Traces.Columns;

namespace Strata.Traces.Rollups;

/// <summary>What a cube keeps apart and what it sums. The orders are those of the file: append only.</summary>
internal static class CubeSpec
{
    public const int Measures = (int)Measure.Cost + 1;

    /// <summary>The labels that are kept apart, first those that stay longest: where cells become as many as rows, the last are given up.</summary>
    public static readonly Label[] Labels =
        [Label.Tenant, Label.Operation, Label.Provider, Label.Model, Label.Service, Label.Key, Label.ErrorType, Label.Agent, Label.Tool, Label.Name];

    /// <summary>How few of them a cube may have; with less it is left away.</summary>
    public const int LabelsLeast = 5;

    /// <summary>The figures that are summed.</summary>
    public static readonly Figure[] Sums =
    [
        Figure.Input, Figure.CachedInput, Figure.CacheWrite, Figure.CacheWriteLong, Figure.AudioInput, Figure.ImageInput, Figure.Output,
        Figure.Reasoning, Figure.AudioOutput, Figure.ImageOutput, Figure.ToolCalls, Figure.Cost, Figure.Duration,
    ];

    /// <summary>The facts that are kept apart.</summary>
    public const long FactsKept = Facts.Entry | Facts.Error;
}
