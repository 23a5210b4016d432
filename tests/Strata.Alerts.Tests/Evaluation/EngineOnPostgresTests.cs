namespace Strata.Alerts.Tests.Evaluation;

/// <summary>All of <see cref="EngineTests"/> over PostgreSQL.</summary>
public sealed class EngineOnPostgresTests : EngineTests
{
    /// <inheritdoc/>
    protected override bool OnPostgres => true;
}
