namespace Strata.Stored.Files;

/// <summary>A file or batch that a provider keeps for a project.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Project">Whose it is.</param>
/// <param name="KeyId">Who made it.</param>
/// <param name="Provider">Who keeps it.</param>
public sealed record FilePin(string Id, string Project, string KeyId, string Provider);
