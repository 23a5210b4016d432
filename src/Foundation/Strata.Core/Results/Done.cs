namespace Strata.Core.Results;

/// <summary>The value of a result that has none: it was done.</summary>
public readonly record struct Done
{
    /// <summary>The one value.</summary>
    public static Done Value => default;
}
