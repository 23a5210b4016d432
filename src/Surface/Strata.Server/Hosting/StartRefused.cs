namespace Strata.Server.Hosting;

/// <summary>Why a server did not start.</summary>
/// <param name="ExitCode">What the process returns.</param>
/// <param name="Lines">What the person reads.</param>
internal sealed record StartRefused(int ExitCode, IReadOnlyList<string> Lines);
