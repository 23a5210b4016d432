namespace Strata.Management.Caches;

/// <summary>What was forgotten.</summary>
/// <param name="Removed">Answers that left this process's memory; the database's go with them.</param>
internal sealed record PurgeView(int Removed);
