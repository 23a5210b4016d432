namespace Strata.Ledger.Repricing;

/// <summary>What a re-pricing did, or in a dry run would do.</summary>
public sealed record RepricingReport
{
    /// <summary>Rows that this run looked at.</summary>
    public required long Seen { get; init; }

    /// <summary>Rows that this run looked at and that stay without a price.</summary>
    public required long StillUnpriced { get; init; }

    /// <summary>The differences by deployment, of the whole job where it was continued.</summary>
    public required IReadOnlyList<RepricingLine> Lines { get; init; }

    /// <summary>The whole difference.</summary>
    public long DeltaNanos => Lines.Sum(l => l.DeltaNanos);
}
