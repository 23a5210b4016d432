using Strata.Routing.Health;

namespace Strata.Routing.Tests.Health;

public sealed class PrefixMemoryTests
{
    private const long Now = 1_000_000_000;

    [Fact]
    public void The_share_is_what_begins_alike_in_whole_steps()
    {
        var memory = new PrefixMemory();
        var sent = Bytes(1, 10_000);
        memory.Note(sent, Now);
        Assert.Equal(9_984 / 10_000.0, memory.Share(sent, Now));
        Assert.Equal(9_984 / 20_000.0, memory.Share([.. sent, .. Bytes(2, 10_000)], Now));
        sent[5_000] ^= 1;
        Assert.Equal(4_864 / 10_000.0, memory.Share(sent, Now));
        Assert.Equal(0, memory.Share(Bytes(3, 10_000), Now));
        Assert.Equal(0, memory.Share(new byte[10_000], Now));
        Assert.Equal(0, memory.Share([], Now));
        Assert.Equal(0, memory.Share(sent.AsSpan(0, 255), Now));
    }

    [Fact]
    public void It_forgets_after_half_an_hour_unless_it_is_sent_again()
    {
        var memory = new PrefixMemory();
        var sent = Bytes(1, 512);
        memory.Note(sent, Now);
        Assert.Equal(1, memory.Share(sent, Now + (29 * 60_000)));
        Assert.Equal(0, memory.Share(sent, Now + (32 * 60_000)));
        memory.Note(sent, Now + (29 * 60_000));
        Assert.Equal(1, memory.Share(sent, Now + (50 * 60_000)));
    }

    private static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
