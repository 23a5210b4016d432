using Strata.Ledger.Repricing;

namespace Strata.Management.Requests;

/// <summary>What a re-pricing did, or in a dry run would do.</summary>
internal sealed record RepricingView(string Job, bool DryRun, long Seen, long StillUnpriced, long DeltaNanos, IReadOnlyList<RepricingLine> Lines);
