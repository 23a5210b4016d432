using Strata.Core.Configuration;

namespace Strata.Core.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("7d", 604_800_000)]
    public void What_is_read_is_written_the_same_length(string text, double milliseconds)
    {
        Assert.True(DurationText.TryRead(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
        Assert.True(DurationText.TryRead(DurationText.Write(value), out var again));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 weeks")]
    [InlineData("-5s")]
    [InlineData("99999999999999d")]
    [InlineData("1.2.3s")]
    public void What_is_no_span_is_refused(string text) => Assert.False(DurationText.TryRead(text, out _));
}
