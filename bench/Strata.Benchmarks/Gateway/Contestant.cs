namespace Strata.Benchmarks.Gateway;

/// <summary>A gateway in the race: where it listens, what a request must carry, and its process.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Port">Its port on loopback.</param>
/// <param name="Headers">Header lines of every request, each with its line end.</param>
/// <param name="Process">Its process; null for the upstream itself, asked without a gateway.</param>
internal sealed record Contestant(string Name, int Port, string Headers, ChildProcess? Process) : IDisposable
{
    /// <summary>What makes keys, where it has some.</summary>
    public string Admin { get; init; } = "";

    public void Dispose() => Process?.Dispose();
}
