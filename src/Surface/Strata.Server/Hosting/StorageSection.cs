using Strata.Core.Configuration;
using Strata.Storage;

namespace Strata.Server.Hosting;

/// <summary>The section <c>storage</c>.</summary>
/// <param name="Postgres">A connection string; null keeps rows in SQLite.</param>
internal sealed record StorageSection(string? Postgres)
{
    public static StorageSection Read(ConfigReader section) =>
        new(section.Secret("postgres", "A PostgreSQL connection string; SQLite in the data folder when absent."));

    public StorageOptions Options(string data) => new() { Directory = Path.Combine(data, "store"), Postgres = Postgres };
}
