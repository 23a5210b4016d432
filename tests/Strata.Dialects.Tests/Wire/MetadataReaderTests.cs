using System.Text;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Wire;

public sealed class MetadataReaderTests
{
    [Fact]
    public void Scalars_become_texts_and_lists_words()
    {
        var (metadata, leftOut) = Read("""{"tier":"gold","n":1.50,"beta":true,"tags":["a","b"],"session":"s\u00e9"}""");

        Assert.Null(leftOut);
        Assert.Equal([("beta", "true"), ("n", "1.50"), ("session", "sé"), ("tags", "a,b"), ("tier", "gold")], metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value)));
    }

    [Theory]
    [InlineData("""{"a":{"b":1},"c":"kept"}""", "'a' is no text")]
    [InlineData("""{"a":null,"c":"kept"}""", "'a' is no text")]
    [InlineData("""{"a":[1],"c":"kept"}""", "'a' is no text")]
    [InlineData("""{"":"x","c":"kept"}""", "'' is too long")]
    public void What_cannot_be_used_is_left_out_and_named(string json, string why)
    {
        var (metadata, leftOut) = Read(json);

        Assert.Equal((why, "kept"), (leftOut, metadata["c"]));
        Assert.Single(metadata);
    }

    [Fact]
    public void Names_values_and_their_number_are_bounded()
    {
        var (metadata, leftOut) = Read("{" + string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"k{i}\":\"v\"")) + "}");
        Assert.Equal((MetadataReader.MembersMax, "it has more than 64 members"), (metadata.Count, leftOut));
        Assert.Empty(Read($$"""{"a":"{{new string('x', 513)}}"}""").Metadata);
        Assert.Empty(Read($$"""{"{{new string('x', 65)}}":"a"}""").Metadata);
    }

    [Fact]
    public void Damaged_bytes_end_in_words()
    {
        var whole = Encoding.UTF8.GetBytes("""{"tier":"g\u00f6ld","tags":["a","b"],"deep":{"x":[1,{"y":2}]},"n":12}""");
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)].ToArray();
            for (var hits = random.Next(4); hits > 0 && bytes.Length > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var metadata = new Dictionary<string, string>();
            MetadataReader.Read(bytes, metadata);
            Assert.All(metadata, m => Assert.InRange(m.Value.Length, 0, MetadataReader.ValueCharsMax));
        }
    }

    private static (Dictionary<string, string> Metadata, string? LeftOut) Read(string json)
    {
        var metadata = new Dictionary<string, string>();
        var leftOut = MetadataReader.Read(Encoding.UTF8.GetBytes(json), metadata);
        return (metadata, leftOut);
    }
}
