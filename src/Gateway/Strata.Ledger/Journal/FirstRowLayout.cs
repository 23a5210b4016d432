using System.Buffers.Binary;
using System.Text;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Journal;

/// <summary>
/// The first layout of a row in the append log: read, no longer written, so that an upgrade loses nothing that waits in the log. Little-endian:
/// <code>
/// u8 version = 1 · u8 flags (1 stream, 2 has cost, 4 has first token) · u8 status · u8 usage source · i32 http status
/// i64 at (unix ms) · i64 × 5 tokens (input, cached, cache write, output, reasoning) · i64 cost · i64 × 3 µs (queue, first token, total)
/// 13 texts: u16 length, UTF-8 — id, organization, project, key, model, deployment, provider, endpoint, finish, price version, trace, error, upstream id
/// </code>
/// A reader refuses other versions, lengths outside the record and bytes left over.
/// </summary>
internal static class FirstRowLayout
{
    public const byte Version = 1;
    private const int TextBytesMax = 1_024;
    private const int FixedBytes = 8 + (8 * 10);
    private const int Texts = 13;

    public static Result<LedgerRow> Read(ReadOnlySpan<byte> record)
    {
        if (record.Length < FixedBytes || record[0] != Version)
        {
            return Problem.Corrupt(record.Length == 0 ? "The record is empty." : $"The record has version {record[0]} and {record.Length} bytes; this build reads version {Version}.");
        }

        Span<long> numbers = stackalloc long[10];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(record[(8 + (8 * i))..]);
        }

        var texts = new string[Texts];
        var rest = record[FixedBytes..];
        for (var i = 0; i < Texts; i++)
        {
            if (rest.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(rest) is var length && (length > TextBytesMax || rest.Length < 2 + length))
            {
                return Problem.Corrupt($"Text {i} runs past the record's end.");
            }

            texts[i] = Encoding.UTF8.GetString(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return rest.Length > 0 ? Problem.Corrupt($"{rest.Length} bytes are left over.")
            : record[2] > (byte)LedgerStatus.Failed || record[3] > (byte)UsageSource.Estimated || numbers[0] is < 0 or > 253_402_300_799_999 ? Problem.Corrupt("A value is outside its range.")
            : Build(record, numbers, texts);
    }

    private static LedgerRow Build(ReadOnlySpan<byte> record, ReadOnlySpan<long> numbers, string[] texts) => new()
    {
        Stream = (record[1] & 1) != 0,
        Status = (LedgerStatus)record[2],
        UsageSource = (UsageSource)record[3],
        HttpStatus = BinaryPrimitives.ReadInt32LittleEndian(record[4..]),
        At = DateTimeOffset.FromUnixTimeMilliseconds(numbers[0]),
        Usage = new TokenUsage { Input = numbers[1], CachedInput = numbers[2], CacheWrite = numbers[3], Output = numbers[4], Reasoning = numbers[5] },
        CostNanos = (record[1] & 2) != 0 ? numbers[6] : null,
        Queue = FromMicros(numbers[7]),
        FirstToken = (record[1] & 4) != 0 ? FromMicros(numbers[8]) : null,
        Total = FromMicros(numbers[9]),
        Id = texts[0],
        Organization = texts[1],
        Project = texts[2],
        KeyId = texts[3],
        Model = texts[4],
        Deployment = texts[5],
        Provider = texts[6],
        Endpoint = texts[7],
        FinishReason = texts[8],
        PriceVersion = texts[9],
        TraceId = texts[10],
        ErrorCode = texts[11],
        UpstreamRequestId = texts[12],
    };

    private static TimeSpan FromMicros(long micros) => new(Math.Clamp(micros, 0, TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond) * TimeSpan.TicksPerMicrosecond);
}
