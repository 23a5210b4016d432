using Strata.Core.Configuration;
using Strata.Gateway.Options;

namespace Strata.Gateway.Tests.Options;

public sealed class GatewayOptionsReaderTests
{
    [Fact]
    public void A_full_section_is_read_as_it_was_written()
    {
        var (options, session) = Read(Map(
            ("body_bytes_max", "2048"),
            ("upstreams", Items(Map(
                ("name", "up"), ("url", "http://127.0.0.1:9/v1/"), ("key", "k"), ("models", Items("a", "b")), ("aliases", Map(("fast", Map(("model", "a"))))), ("timeouts", Map(("idle", "3s")))))),
            ("prices", Map(("up/a", Map(("input", "0.15"), ("cached_input", "0")))))));
        Assert.Empty(session.Findings);
        var upstream = Assert.Single(options.Upstreams);
        Assert.Equal("http://127.0.0.1:9/v1/", upstream.Url.ToString());
        Assert.Equal("a", upstream.Models["fast"]);
        Assert.Equal(TimeSpan.FromSeconds(3), upstream.Timeouts.Idle);
        Assert.Equal((0.15m, 0m, null), (options.Prices["up/a"].Input, options.Prices["up/a"].CachedInput, options.Prices["up/a"].Output));
        Assert.Equal(2_048, options.BodyBytesMax);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_keys()
    {
        var (_, session) = Read(Map(
            ("parallel_max", "none"),
            ("upstreams", Items(Map(("name", "a/b"), ("url", "ftp://x")), Map(("name", "same"), ("url", "http://x/v1")), Map(("name", "same"), ("url", "http://y/v1"), ("modells", "x")))),
            ("prices", Map(("m", Map(("input", "-1")))))));
        Assert.Equal(
            ["gateway.parallel_max", "gateway.prices.m.input", "gateway.upstreams", "gateway.upstreams[0].name", "gateway.upstreams[0].url", "gateway.upstreams[2].modells"],
            session.Findings.Select(f => "gateway." + f.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Routes_may_name_providers_and_upstreams_alike()
    {
        var (options, session) = Read(Map(
            ("upstreams", Items(Map(("name", "up"), ("url", "http://x/v1")))),
            ("providers", Items(Map(("name", "anthropic"), ("key", "k")))),
            ("routes", Items(Map(("name", "chat"), ("targets", Items(Map(("deployment", "up/a")), Map(("deployment", "anthropic/b")), Map(("deployment", "nobody/c")))))))));
        Assert.Equal(["routes[0].targets[2].deployment"], session.Findings.Select(f => f.Key));
        Assert.Equal(["up", "anthropic"], UpstreamProviders.Join(options).Providers.Select(p => p.Provider.Name));
    }

    [Fact]
    public void A_model_named_twice_is_one_model()
    {
        var (options, session) = Read(Map(("upstreams", Items(Map(("name", "up"), ("url", "http://x/v1"), ("models", Items("a", "a")))))));
        Assert.Empty(session.Findings);
        Assert.Equal(["a"], options.Upstreams[0].Models.Keys);
    }

    [Theory]
    [InlineData("sk-1\n", "sk-1", 0)]
    [InlineData("sk-1\nsk-2", null, 1)]
    [InlineData("“sk-1”", null, 1)]
    public void A_key_that_no_header_can_carry_is_found_at_the_start_and_not_by_each_request(string written, string? key, int findings)
    {
        var (options, session) = Read(Map(("upstreams", Items(Map(("name", "up"), ("url", "http://x/v1"), ("key", written))))));
        Assert.Equal(findings, session.Findings.Count);
        Assert.Equal(key ?? written, options.Upstreams[0].Key);
    }

    private static (GatewayOptions Options, ConfigSession Session) Read(ConfigNode node)
    {
        var session = new ConfigSession();
        var reader = new ConfigReader(node, session);
        var options = GatewayOptionsReader.Read(reader);
        reader.Finish();
        return (options, session);
    }

    private static ConfigNode Map(params (string Key, object Value)[] members) =>
        new() { Members = members.ToDictionary(m => m.Key, m => m.Value as ConfigNode ?? new ConfigNode { Scalar = (string)m.Value }) };

    private static ConfigNode Items(params object[] items) => new() { Items = [.. items.Select(i => i as ConfigNode ?? new ConfigNode { Scalar = (string)i })] };
}
