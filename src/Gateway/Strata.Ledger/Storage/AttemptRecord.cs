using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>An attempt with the request that it belongs to.</summary>
internal readonly record struct AttemptRecord(LedgerRow Row, LedgerAttempt Attempt);
