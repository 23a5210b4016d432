namespace Strata.Alerts.Tests.Storage;

/// <summary>All of <see cref="StoreTests"/> over PostgreSQL.</summary>
public sealed class StoreOnPostgresTests : StoreTests
{
    /// <inheritdoc/>
    protected override bool OnPostgres => true;
}
