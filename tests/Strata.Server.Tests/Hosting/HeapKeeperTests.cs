using Strata.Server.Hosting;

namespace Strata.Server.Tests.Hosting;

public sealed class HeapKeeperTests
{
    [Theory]
    [InlineData(0, 20, false)] // a small heap is left alone
    [InlineData(0, 60, true)]
    [InlineData(60, 80, false)]
    [InlineData(60, 91, true)]
    [InlineData(20, 40, false)]
    [InlineData(60, 300, false)] // a large one too: callers would wait
    public void A_heap_is_collected_where_it_grew_by_half(long kept, long now, bool due) => Assert.Equal(due, HeapKeeper.IsDue(kept << 20, now << 20));
}
