using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Strata.Core.Results;
using Strata.Core.Usage;

namespace Strata.Caching.Layout;

/// <summary>
/// An answer as bytes, little-endian:
/// <code>
/// 4 "SCA1"   8 checksum: SHA-256 of what follows, first bytes
/// 4 count of numbers, then each 8: created ms, expires ms, cost nanos or min, token classes
/// 6 texts:   4 length, UTF-8     partition, model, deployment, dialect, content type, finish reason
/// 4 parts, each 4 at ms, 4 length
/// 4 body length, body
/// </code>
/// A reader refuses another mark, a wrong sum, and lengths past the end.
/// </summary>
internal static class CachedAnswerLayout
{
    private const int TextsMax = 4_096;
    private const int PartsMax = 1 << 20;

    private static ReadOnlySpan<byte> Mark => "SCA1"u8;

    public static byte[] Write(CachedAnswer answer)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(0L);
        long[] numbers = [answer.CreatedAt.ToUnixTimeMilliseconds(), answer.ExpiresAt.ToUnixTimeMilliseconds(), answer.CostNanos ?? long.MinValue, .. Tokens(answer.Usage)];
        writer.Write(numbers.Length);
        Array.ForEach(numbers, writer.Write);
        foreach (var text in (string[])[answer.Partition, answer.Model, answer.Deployment, answer.Dialect, answer.ContentType, answer.FinishReason])
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            writer.Write(utf8.Length);
            writer.Write(utf8);
        }

        writer.Write(answer.Parts.Count);
        foreach (var part in answer.Parts)
        {
            writer.Write(part.AtMs);
            writer.Write(part.Length);
        }

        writer.Write(answer.Body.Length);
        writer.Write(answer.Body.Span);
        writer.Flush();
        var whole = bytes.ToArray();
        SHA256.HashData(whole.AsSpan(12)).AsSpan(0, 8).CopyTo(whole.AsSpan(4));
        return whole;
    }

    public static Result<CachedAnswer> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 16 || !bytes.Span.StartsWith(Mark))
        {
            return Problem.Corrupt("A kept answer begins with a mark that this build does not read; it is left aside.");
        }

        if (!SHA256.HashData(bytes.Span[12..]).AsSpan(0, 8).SequenceEqual(bytes.Span[4..12]))
        {
            return Problem.Corrupt("A kept answer does not have its checksum; it is left aside.");
        }

        var reader = new Reader(bytes[12..]);
        var numbers = new long[16];
        var count = reader.Int(numbers.Length);
        for (var i = 0; i < count; i++)
        {
            numbers[i] = reader.Long();
        }

        var texts = new string[6];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.Text(TextsMax);
        }

        var parts = new CachedPart[reader.Int(PartsMax)];
        for (var i = 0; i < parts.Length && !reader.IsBroken; i++)
        {
            parts[i] = new CachedPart(reader.Int(int.MaxValue), reader.Int(int.MaxValue));
        }

        var body = reader.Bytes(reader.Int(int.MaxValue));
        if (reader.IsBroken || count < 3 || parts.Sum(p => (long)p.Length) is var sum && parts.Length > 0 && sum != body.Length)
        {
            return Problem.Corrupt("A kept answer is shorter than it says; it is left aside.");
        }

        return new CachedAnswer
        {
            Partition = texts[0],
            Model = texts[1],
            Deployment = texts[2],
            Dialect = texts[3],
            ContentType = texts[4],
            FinishReason = texts[5],
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(numbers[0], 0, 253_402_300_799_999)),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(numbers[1], 0, 253_402_300_799_999)),
            CostNanos = numbers[2] == long.MinValue ? null : numbers[2],
            Usage = Usage(numbers.AsSpan(3)),
            Parts = parts,
            Body = body,
        };
    }

    private static long[] Tokens(TokenUsage u) =>
        [u.Input, u.CachedInput, u.CacheWrite, u.CacheWriteLong, u.AudioInput, u.ImageInput, u.Output, u.Reasoning, u.AudioOutput, u.ImageOutput, u.ToolCalls];

    private static TokenUsage Usage(ReadOnlySpan<long> n) => new()
    {
        Input = n[0],
        CachedInput = n[1],
        CacheWrite = n[2],
        CacheWriteLong = n[3],
        AudioInput = n[4],
        ImageInput = n[5],
        Output = n[6],
        Reasoning = n[7],
        AudioOutput = n[8],
        ImageOutput = n[9],
        ToolCalls = n[10],
    };

    /// <summary>Reads forward and remembers when it ran out.</summary>
    private sealed class Reader(ReadOnlyMemory<byte> rest)
    {
        private ReadOnlyMemory<byte> rest = rest;

        public bool IsBroken { get; private set; }

        public int Int(int most)
        {
            var bytes = Bytes(4);
            var value = IsBroken ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
            IsBroken |= value < 0 || value > most;
            return IsBroken ? 0 : value;
        }

        public long Long()
        {
            var bytes = Bytes(8);
            return IsBroken ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        }

        public string Text(int most) => Encoding.UTF8.GetString(Bytes(Int(most)).Span);

        public ReadOnlyMemory<byte> Bytes(int count)
        {
            if (IsBroken || count > rest.Length)
            {
                IsBroken = true;
                return default;
            }

            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }
    }
}
