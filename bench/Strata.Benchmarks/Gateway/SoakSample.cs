namespace Strata.Benchmarks.Gateway;

/// <summary>What a process held at one moment.</summary>
internal readonly record struct SoakSample(double ResidentMb, int OpenFiles, int Threads);
