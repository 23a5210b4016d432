using System.Text;
using Strata.Caching.Exact;

namespace Strata.Caching.Tests.Exact;

public sealed class CacheKeyHasherTests
{
    private const string Plain = """{"model":"m","messages":[{"role":"user","content":"grüße"}],"temperature":0}""";

    [Theory]
    [InlineData("""{ "temperature": 0, "messages": [ {"role":"user","content":"grüße"} ], "model": "m" }""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"gr\u00fc\u00dfe"}],"temperature":0}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"grüße"}],"temperature":0,"user":"u1","metadata":{"a":"b"}}""")]
    public void Spelling_order_and_who_asks_do_not_matter(string other) => Assert.Equal(Of("p", Plain), Of("p", other));

    [Theory]
    [InlineData("""{"model":"m2","messages":[{"role":"user","content":"grüße"}],"temperature":0}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"grüsse"}],"temperature":0}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"grüße"}],"temperature":1}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"grüße"}],"temperature":0,"seed":1}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"grüße"}],"temperature":"0"}""")]
    [InlineData("""{"model":"m","messages":[{"content":"grüße","role":"user"}],"temperature":0}""")]
    public void What_can_change_an_answer_does(string other) => Assert.NotEqual(Of("p", Plain), Of("p", other));

    [Fact]
    public void Partitions_never_meet() => Assert.NotEqual(Of("org/a", Plain), Of("org/b", Plain));

    [Fact]
    public void Text_cannot_move_between_members() => Assert.NotEqual(Of("p", """{"a":"xy","b":"z"}"""), Of("p", """{"a":"x","b":"yz"}"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":")]
    [InlineData("")]
    public void What_is_no_object_has_no_key(string body) => Assert.Null(CacheKeyHasher.Of("p", "chat", Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Plain);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _ = CacheKeyHasher.Of("p", "chat", bytes.AsSpan(0, random.Next(bytes.Length + 1)));
        }
    }

    private static CacheKey? Of(string partition, string body) => CacheKeyHasher.Of(partition, "chat", Encoding.UTF8.GetBytes(body));
}
