namespace Strata.Traces.Columns;

/// <summary>How many columns there are, and rows in a block.</summary>
internal static class ColumnSet
{
    /// <summary>Rows of a full block.</summary>
    public const int BlockRows = 1024;

    public const int Labels = (int)Label.Origin + 1;

    public const int Figures = (int)Figure.Parent + 1;

    public const Figure FirstUsage = Figure.Input;

    public const Figure LastUsage = Figure.ToolCalls;
}
