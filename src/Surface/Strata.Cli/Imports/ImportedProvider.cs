namespace Strata.Cli.Imports;

/// <summary>A provider of the configuration that is being written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Fields">Further keys and their values, in order.</param>
internal sealed record ImportedProvider(string Name, string Kind, IReadOnlyList<(string Key, string Value)> Fields);
