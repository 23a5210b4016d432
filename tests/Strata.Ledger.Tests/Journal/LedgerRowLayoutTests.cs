using Strata.Core.Usage;
using Strata.Ledger.Journal;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Tests.Journal;

public sealed class LedgerRowLayoutTests
{
    /// <summary>Written by the build before this layout: <see cref="FirstRow"/>.</summary>
    private const string FirstRecord =
        "01070101c80000007b68e5cf8b0100000100000000000000020000000000000003000000000000000400000000000000050000000000000015cd5b070000000005000000000000000600000000000000"
        + "07000000000000001e007265715f30316866377961743376303030303030303030303030303030310b006f72675f64656661756c740b0070726a5f64656661756c7405006b65795f3101006d04007570"
        + "2f6d020075700b006f70656e61692e63686174040073746f700300616263010074010065010075";

    /// <summary>An id of the row's own time, as all ids are.</summary>
    internal const string FirstId = "req_01hf7yat3v0000000000000001";

    internal const string SecondId = "req_01hf7yat3v0000000000000002";

    internal static byte[] FirstRecordBytes => Convert.FromHexString(FirstRecord);

    [Fact]
    public void A_row_comes_back_as_it_was_written()
    {
        foreach (var row in (LedgerRow[])[Row(), FirstRow(), Row() with { CostNanos = null, FirstToken = null, Stream = false, Model = "模型/ä", Tags = [], Attempts = [] }])
        {
            Assert.Equal(row, LedgerRowLayout.Read(Bytes(row)).Value);
        }
    }

    [Fact]
    public void A_record_of_the_build_before_is_read() => Assert.Equal(FirstRow(), LedgerRowLayout.Read(Convert.FromHexString(FirstRecord)).Value);

    [Fact]
    public void Texts_and_lists_too_long_are_cut_at_a_whole_character_and_a_whole_item()
    {
        var attempt = Row().Attempts[0];
        var row = Row() with
        {
            Model = new string('€', 5_000), UpstreamRequestId = new string('x', 5_000), EndUser = "a\uD800b",
            Tags = [.. Enumerable.Range(0, 200).Select(i => $"k{i}=" + new string('€', 500))],
            Notes = [.. Enumerable.Repeat(new string('n', 999), 99)],
            Verdicts = [.. Enumerable.Repeat(new LedgerVerdict(new string('d', 999), new string('€', 999), int.MaxValue), 99)],
            Attempts = [.. Enumerable.Repeat(attempt with { Reason = new string('€', 5_000), Usage = new TokenUsage { Input = -1, Output = long.MaxValue } }, 99)],
        };
        var read = LedgerRowLayout.Read(Bytes(row)).Value;
        Assert.Equal(new string('€', LedgerRowLayout.TextBytesMax / 3), read.Model);
        Assert.Equal("a\uFFFDb", read.EndUser);
        Assert.Equal(row.Id, read.Id);
        Assert.Equal((LedgerRowLayout.TagsMax, LedgerRowLayout.NotesMax, LedgerRowLayout.VerdictsMax, LedgerRowLayout.AttemptsMax),
            (read.Tags.Count, read.Notes.Count, read.Verdicts.Count, read.Attempts.Count));
        Assert.StartsWith("k63=€€", read.Tags[63], StringComparison.Ordinal);
        Assert.Equal(row.Attempts[63].Usage, read.Attempts[63].Usage);
    }

    [Fact]
    public void Damaged_records_are_refused_and_never_crash()
    {
        foreach (var record in (byte[][])[Bytes(Row()), Convert.FromHexString(FirstRecord)])
        {
            for (var length = 0; length < record.Length; length++)
            {
                Assert.False(LedgerRowLayout.Read(record.AsSpan(0, length)).IsOk);
            }

            Assert.False(LedgerRowLayout.Read([.. record, 0]).IsOk);
            var random = new Random(7);
            for (var i = 0; i < 8_000; i++)
            {
                var copy = (byte[])record.Clone();
                for (var hit = random.Next(1, 5); hit > 0; hit--)
                {
                    copy[random.Next(copy.Length)] = (byte)random.Next(256);
                }

                if (LedgerRowLayout.Read(copy).Try(out var row, out _))
                {
                    Assert.True(LedgerRowLayout.Read(Bytes(row)).IsOk); // whatever is read can be written
                }
            }
        }
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var row = Row();
        var buffer = new byte[LedgerRowLayout.BytesMax(row)];
        LedgerRowLayout.Write(row, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            LedgerRowLayout.Write(row, buffer.AsSpan(0, LedgerRowLayout.BytesMax(row)));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A row with every field set.</summary>
    internal static LedgerRow Row(string id = FirstId) => FirstRow(id) with
    {
        Team = "team_1",
        User = "usr_1",
        EndUser = "customer 7",
        Tags = ["feature=chat", "env=prod"],
        DialectIn = "anthropic",
        DialectOut = "openai",
        Route = "smart",
        Strategy = "weighted",
        Experiment = "exp/b",
        ServiceTier = "flex",
        Usage = new TokenUsage { Input = 1, CachedInput = 2, CacheWrite = 3, CacheWriteLong = 8, AudioInput = 9, ImageInput = 10, Output = 4, Reasoning = 5, AudioOutput = 11, ImageOutput = 12, ToolCalls = 13 },
        UpstreamCostNanos = 99,
        SavedNanos = 17,
        CacheStatus = "miss",
        Verdicts = [new LedgerVerdict("email", "redact", 2), new LedgerVerdict("secrets", "block", 1)],
        Notes = ["stop sequences above four were dropped"],
        Continuations = 1,
        CutOff = "rule_1",
        FirstByte = TimeSpan.FromMicroseconds(4),
        Attempts =
        [
            new LedgerAttempt
            {
                Number = 1, Deployment = "up/m", Provider = "up", Credential = "main", Started = TimeSpan.FromMicroseconds(10), Duration = TimeSpan.FromMicroseconds(500),
                Outcome = AttemptOutcome.FailedOver, HttpStatus = 429, Reason = "rate_limited", UpstreamRequestId = "u0", CostNanos = 0,
            },
            new LedgerAttempt
            {
                Number = 2, Deployment = "other/m", Provider = "other", Credential = "main", Started = TimeSpan.FromMicroseconds(600), FirstByte = TimeSpan.FromMicroseconds(20),
                FirstToken = TimeSpan.FromMicroseconds(30), Duration = TimeSpan.FromMicroseconds(900), HttpStatus = 200, UpstreamRequestId = "u",
                Usage = new TokenUsage { Input = 1, CachedInput = 2, Output = 4 }, CostNanos = 123_456_789, ReportedCostNanos = 99,
            },
        ],
    };

    private static byte[] Bytes(LedgerRow row)
    {
        var buffer = new byte[LedgerRowLayout.BytesMax(row)];
        return buffer.AsSpan(0, LedgerRowLayout.Write(row, buffer)).ToArray();
    }

    /// <summary>A row as the first layout knew it.</summary>
    internal static LedgerRow FirstRow(string id = FirstId) => new()
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
