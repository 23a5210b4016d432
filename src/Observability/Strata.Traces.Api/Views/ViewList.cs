namespace Strata.Traces.Api.Views;

/// <summary>Saved views.</summary>
/// <param name="Data">Those the caller sees, by name.</param>
public sealed record ViewList(IReadOnlyList<ViewItem> Data);
