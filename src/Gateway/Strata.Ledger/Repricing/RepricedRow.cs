using Strata.Ledger.Rows;

namespace Strata.Ledger.Repricing;

/// <summary>A row and what it costs now.</summary>
internal readonly record struct RepricedRow(LedgerRow Row, long Nanos);
