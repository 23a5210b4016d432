namespace Strata.Management.Caches;

/// <summary>What was forgotten.</summary>
/// <param name="Removed">Answers that left this process's memory.</param>
internal sealed record PurgeView(int Removed);
