namespace Strata.Dialects.Wire;

/// <summary>How a body changes on its way to an upstream of the same dialect.</summary>
/// <param name="RemoteModel">The provider's own name of the model.</param>
/// <param name="AskUsage">Whether a stream is asked for its usage, though the caller did not.</param>
public readonly record struct SpliceOptions(string RemoteModel, bool AskUsage);
