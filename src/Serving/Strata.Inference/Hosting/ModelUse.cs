namespace Strata.Inference.Hosting;

/// <summary>A count of who uses a model: the handle holds one, each generation under way another.</summary>
/// <param name="Retain">Takes one more.</param>
/// <param name="Release">Gives one back.</param>
internal sealed record ModelUse(Action Retain, Action Release);
