using System.Security.Cryptography;

namespace Strata.Core.Identity;

/// <summary>The system's random source, drawn in blocks: a draw of a few bytes costs a copy and no call into the system.</summary>
internal static class RandomPool
{
    private const int BlockBytes = 4096;

    [ThreadStatic]
    private static byte[]? block;

    [ThreadStatic]
    private static int used;

    /// <summary>Fills with bytes that were given to nobody else.</summary>
    public static void Fill(Span<byte> bytes)
    {
        if (block is null || used + bytes.Length > BlockBytes)
        {
            block ??= new byte[BlockBytes];
            RandomNumberGenerator.Fill(block);
            used = 0;
        }

        var taken = block.AsSpan(used, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
        used += bytes.Length;
    }
}
