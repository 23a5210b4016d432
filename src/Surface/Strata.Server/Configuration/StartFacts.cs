namespace Strata.Server.Configuration;

/// <summary>Where and when this process started.</summary>
/// <param name="At">When.</param>
/// <param name="File">The configuration file, or where one would be read.</param>
/// <param name="Data">The data folder.</param>
internal sealed record StartFacts(DateTimeOffset At, string File, string Data);
