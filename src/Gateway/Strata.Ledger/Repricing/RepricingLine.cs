namespace Strata.Ledger.Repricing;

/// <summary>What a re-pricing changes for one deployment.</summary>
/// <param name="Deployment">Who answered.</param>
/// <param name="Rows">Rows whose cost changes.</param>
/// <param name="Unpriced">Rows among them whose cost was unknown.</param>
/// <param name="OldNanos">The sum of what they cost before, unknown as 0.</param>
/// <param name="NewNanos">The sum of what they cost now.</param>
public sealed record RepricingLine(string Deployment, long Rows, long Unpriced, long OldNanos, long NewNanos)
{
    /// <summary>The difference; positive is dearer.</summary>
    public long DeltaNanos => NewNanos - OldNanos;
}
