using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Strata.Models.Pull;

namespace Strata.Cli.Pulls;

/// <summary>
/// What a model will need and do on this machine, before it is fetched. Writing an answer reads every weight once a token, so its speed is
/// at most memory's speed by the size of the file; measured engines reach somewhat more than half of that.
/// </summary>
/// <param name="ReadBytesPerSecond">How fast all processors together read memory.</param>
/// <param name="MemoryBytes">Memory this process may use.</param>
internal readonly record struct MachineSpeed(double ReadBytesPerSecond, long MemoryBytes)
{
    private const int ProbeBytes = 96 << 20;
    private const int Rounds = 3;
    private const double Reached = 0.6;
    private const long OwnBytes = 150L << 20;

    /// <summary>Tokens of context that the estimate counts with.</summary>
    public const int Context = 4096;

    /// <summary>Reads memory for some tens of milliseconds.</summary>
    public static MachineSpeed Measure()
    {
        var numbers = new byte[ProbeBytes];
        numbers.AsSpan().Fill(1); // pages that were never written are not memory yet
        var parts = Environment.ProcessorCount;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            Parallel.For(0, parts, part => Volatile.Write(ref numbers[part], (byte)(Sum(numbers, part, parts) | 1)));
            var took = Stopwatch.GetElapsedTime(began);
            best = took < best ? took : best;
        }

        return new MachineSpeed(ProbeBytes / best.TotalSeconds, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <summary>Bytes of memory for weights, a context of <see cref="Context"/> tokens and the program.</summary>
    public static long MemoryFor(CatalogueEntry entry) => entry.SizeBytes + (entry.KvBytesPerToken * Context) + OwnBytes;

    /// <summary>Whether it fits.</summary>
    public bool Holds(CatalogueEntry entry) => MemoryFor(entry) < MemoryBytes;

    /// <summary>Tokens of an answer in a second, about.</summary>
    public double TokensPerSecond(CatalogueEntry entry) => entry.SizeBytes > 0 ? Reached * ReadBytesPerSecond / entry.SizeBytes : 0;

    private static long Sum(byte[] numbers, int part, int parts)
    {
        var length = numbers.Length / parts;
        var sum = Vector<long>.Zero;
        foreach (var piece in MemoryMarshal.Cast<byte, Vector<long>>(numbers.AsSpan(part * length, length)))
        {
            sum += piece;
        }

        return Vector.Sum(sum);
    }
}
