namespace Strata.Traces.Api.Views;

/// <summary>What a saved view is.</summary>
public enum ViewKind
{
    /// <summary>A page with its state.</summary>
    Page,

    /// <summary>A dashboard.</summary>
    Dashboard,
}
