using Strata.Inference.Engine;

namespace Strata.Inference.Tests.Engine;

public sealed class StopMatcherTests
{
    [Fact]
    public void A_beginning_is_held_back_and_given_out_when_it_leads_nowhere()
    {
        var matcher = new StopMatcher(["END"]);
        Assert.Equal("a", matcher.Append("aE"));
        Assert.Equal("", matcher.Append("N"));
        Assert.Equal("ENx", matcher.Append("x"));
        Assert.Null(matcher.Met);
    }

    [Fact]
    public void Whatever_the_pieces_the_text_ends_before_the_first_stop()
    {
        var random = new Random(5);
        string[] stops = ["aba", "bb", "caac"];
        for (var round = 0; round < 3000; round++)
        {
            var text = new string([.. Enumerable.Range(0, 20).Select(_ => (char)('a' + random.Next(3)))]);
            var cut = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(start => start >= 0).DefaultIfEmpty(-1).Min();
            var matcher = new StopMatcher(stops);
            var output = "";
            for (var i = 0; i < text.Length && matcher.Met is null;)
            {
                var length = Math.Min(random.Next(1, 5), text.Length - i);
                output += matcher.Append(text.Substring(i, length));
                i += length;
            }

            output += matcher.Met is null ? matcher.Flush() : "";
            Assert.Equal(matcher.Met is null ? text : text[..text.IndexOf(matcher.Met, StringComparison.Ordinal)], output);
            Assert.Equal(cut < 0, matcher.Met is null);
        }
    }
}
