namespace Strata.Management.Keys;

/// <summary>Keys of a project, newest first.</summary>
/// <param name="Data">The keys.</param>
internal sealed record KeyList(IReadOnlyList<KeyView> Data);
