namespace Strata.Gateway.Tests.Faults;

/// <summary>How one call ended.</summary>
/// <param name="Cell">Which call.</param>
/// <param name="Stream">Whether it asked for a stream.</param>
/// <param name="Told">What the caller got, in the table's words.</param>
/// <param name="Row">What the ledger says, in the table's words.</param>
internal sealed record FaultEnd(FaultCell Cell, bool Stream, string Told, string Row);
