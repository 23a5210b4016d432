namespace Strata.Management.Traffic;

/// <summary>The models that the caller can name.</summary>
/// <param name="Data">The models.</param>
internal sealed record ModelViewList(IReadOnlyList<ModelView> Data);
