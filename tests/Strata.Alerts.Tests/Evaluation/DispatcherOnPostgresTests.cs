namespace Strata.Alerts.Tests.Evaluation;

/// <summary>All of <see cref="DispatcherTests"/> over PostgreSQL.</summary>
public sealed class DispatcherOnPostgresTests : DispatcherTests
{
    /// <inheritdoc/>
    protected override bool OnPostgres => true;
}
