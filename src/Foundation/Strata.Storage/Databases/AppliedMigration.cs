namespace Strata.Storage.Databases;

/// <summary>A row of <c>strata_migrations</c>.</summary>
internal sealed class AppliedMigration
{
    public long Number { get; init; }

    public string Name { get; init; } = "";

    public string Checksum { get; init; } = "";
}
