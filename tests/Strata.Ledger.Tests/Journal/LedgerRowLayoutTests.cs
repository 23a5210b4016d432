using Strata.Core.Usage;
using Strata.Ledger.Journal;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Tests.Journal;

public sealed class LedgerRowLayoutTests
{
    [Fact]
    public void A_row_comes_back_as_it_was_written()
    {
        foreach (var row in (LedgerRow[])[Row(), Row() with { CostNanos = null, FirstToken = null, Stream = false, Model = "模型/ä" }])
        {
            var buffer = new byte[LedgerRowLayout.BytesMax];
            Assert.Equal(row, LedgerRowLayout.Read(buffer.AsSpan(0, LedgerRowLayout.Write(row, buffer))).Value);
        }
    }

    [Fact]
    public void Texts_too_long_are_cut_at_a_whole_character()
    {
        var buffer = new byte[LedgerRowLayout.BytesMax];
        var row = Row() with { Model = new string('€', 5_000), UpstreamRequestId = new string('x', 5_000) };
        var read = LedgerRowLayout.Read(buffer.AsSpan(0, LedgerRowLayout.Write(row, buffer))).Value;
        Assert.Equal(new string('€', LedgerRowLayout.TextBytesMax / 3), read.Model);
        Assert.Equal(row.Id, read.Id);
    }

    [Fact]
    public void Damaged_records_are_refused_and_never_crash()
    {
        var buffer = new byte[LedgerRowLayout.BytesMax];
        var record = buffer.AsSpan(0, LedgerRowLayout.Write(Row(), buffer)).ToArray();
        for (var length = 0; length < record.Length; length++)
        {
            Assert.False(LedgerRowLayout.Read(record.AsSpan(0, length)).IsOk);
        }

        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var copy = (byte[])record.Clone();
            for (var hit = random.Next(1, 5); hit > 0; hit--)
            {
                copy[random.Next(copy.Length)] = (byte)random.Next(256);
            }

            LedgerRowLayout.Read(copy);
        }
    }

    internal static LedgerRow Row(string id = "req_1") => new()
    {
        Id = id,
        At = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        Organization = "org_default",
        Project = "prj_default",
        KeyId = "key_1",
        Model = "m",
        Deployment = "up/m",
        Provider = "up",
        Endpoint = "openai.chat",
        Stream = true,
        Status = LedgerStatus.ClientCancelled,
        HttpStatus = 200,
        FinishReason = "stop",
        Usage = new TokenUsage { Input = 1, CachedInput = 2, CacheWrite = 3, Output = 4, Reasoning = 5 },
        UsageSource = UsageSource.Reported,
        CostNanos = 123_456_789,
        PriceVersion = "abc",
        TraceId = "t",
        Queue = TimeSpan.FromMicroseconds(5),
        FirstToken = TimeSpan.FromMicroseconds(6),
        Total = TimeSpan.FromMicroseconds(7),
        ErrorCode = "e",
        UpstreamRequestId = "u",
    };
}
