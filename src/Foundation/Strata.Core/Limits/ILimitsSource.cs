namespace Strata.Core.Limits;

/// <summary>A module's stated bounds, shown together at <c>/debug/limits</c>.</summary>
public interface ILimitsSource
{
    /// <summary>The module's name.</summary>
    string Module { get; }

    /// <summary>Its bounds as they stand now.</summary>
    IReadOnlyList<Limit> Limits { get; }
}
