using System.IO.Compression;
using Strata.Core.Results;

namespace Strata.Models.Zip;

/// <summary>Unpacks a member's bytes into a file, and checks length and CRC-32. Never writes more than the directory announced.</summary>
internal static class MemberUnpacker
{
    /// <param name="packed">A stream at the member's packed bytes.</param>
    /// <param name="member">The member.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Result<Done>> UnpackAsync(Stream packed, ZipMember member, string path, CancellationToken cancellationToken)
    {
        await using var inflated = member.Method == 8 ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : packed;
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        var (buffer, crc, written) = (new byte[128 << 10], default(Crc32), 0L);
        try
        {
            for (int read; (read = await inflated.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, member.Length - written + 1)), cancellationToken)) > 0;)
            {
                if ((written += read) > member.Length)
                {
                    break;
                }

                crc.Add(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            return Problem.Corrupt($"The zip's member '{member.Name}' cannot be inflated.");
        }

        file.Flush(flushToDisk: true);
        return written == member.Length && crc.Value == member.Crc32
            ? Done.Value
            : Problem.Corrupt($"The zip's member '{member.Name}' does not match its checksum: {written} bytes with CRC {crc.Value:x8}, announced {member.Length} with {member.Crc32:x8}.");
    }
}
