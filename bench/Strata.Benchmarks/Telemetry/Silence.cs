using Strata.Traces.Storage;

namespace Strata.Benchmarks.Telemetry;

/// <summary>Hears what a trace store says, and says nothing.</summary>
internal sealed class Silence : ITraceWatch
{
    public void Damaged(string what) => Console.Error.WriteLine(what);

    public void Failed(string what, Exception failure) => Console.Error.WriteLine($"{what} {failure}");
}
