using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>A top-level section and who reads it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Doc">One sentence for the editor.</param>
/// <param name="Configure">Reads and validates; returns what puts it in force.</param>
internal sealed record ConfigSection(string Name, string Doc, Func<ConfigReader, Action> Configure);
