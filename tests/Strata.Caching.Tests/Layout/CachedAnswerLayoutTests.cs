using Strata.Caching.Layout;

namespace Strata.Caching.Tests.Layout;

public sealed class CachedAnswerLayoutTests
{
    private static readonly CachedAnswer Answer = Samples.Answer(DateTimeOffset.UnixEpoch.AddDays(20_000), body: "abcdef") with { Parts = [new(0, 2), new(15, 4)] };

    [Fact]
    public void An_answer_comes_back_as_it_was()
    {
        var back = CachedAnswerLayout.Read(CachedAnswerLayout.Write(Answer)).Value;
        Assert.Equal(Answer.Body.ToArray(), back.Body.ToArray());
        Assert.Equal(Answer.Parts, back.Parts);
        Assert.Equal(Answer with { Body = default, Parts = [] }, back with { Body = default, Parts = [] });
    }

    [Fact]
    public void A_changed_byte_is_refused()
    {
        var whole = CachedAnswerLayout.Write(Answer);
        for (var i = 0; i < whole.Length; i++)
        {
            var broken = whole.ToArray();
            broken[i] ^= 0x41;
            Assert.False(CachedAnswerLayout.Read(broken).IsOk);
            Assert.False(CachedAnswerLayout.Read(whole.AsMemory(0, i)).IsOk);
        }
    }

    [Fact]
    public void Lengths_that_lie_under_a_right_checksum_are_refused()
    {
        var random = new Random(3);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = CachedAnswerLayout.Write(Answer);
            bytes[random.Next(12, bytes.Length)] = (byte)random.Next(256);
            System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(12)).AsSpan(0, 8).CopyTo(bytes.AsSpan(4));
            _ = CachedAnswerLayout.Read(bytes); // never throws, never allocates by a false length
        }
    }
}
