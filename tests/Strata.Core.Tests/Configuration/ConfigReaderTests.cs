using Strata.Core.Configuration;

namespace Strata.Core.Tests.Configuration;

public sealed class ConfigReaderTests
{
    private enum Mode
    {
        Fast,
        Safe,
    }

    [Fact]
    public void All_errors_are_found_at_once_and_name_key_place_and_fix()
    {
        var session = new ConfigSession();
        var reader = new ConfigReader(Map(("timout", "5s"), ("retries", "many"), ("mode", "quick"), ("wait", "soon")), session);
        var timeout = reader.Duration("timeout", TimeSpan.FromSeconds(30), (TimeSpan.Zero, TimeSpan.FromHours(1)), "How long.");
        reader.Integer("retries", 2, (0, 5), "How often.");
        reader.Choice("mode", Mode.Safe, "How.");
        reader.Duration("wait", TimeSpan.FromSeconds(1), (TimeSpan.Zero, TimeSpan.FromHours(1)), "Wait.");
        reader.Finish();

        Assert.Equal(TimeSpan.FromSeconds(30), timeout);
        Assert.Equal(["retries", "mode", "wait", "timout"], session.Findings.Select(f => f.Key));
        Assert.All(session.Findings, f => Assert.Equal("test.yaml:7", f.Origin));
        Assert.Equal("Did you mean 'timeout'?", session.Findings[^1].Fix);
        Assert.Contains("fast, safe", session.Findings[1].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_item_is_described_even_where_the_list_is_empty()
    {
        var session = new ConfigSession();
        var reader = new ConfigReader(ConfigNode.Empty, session);
        var items = reader.List("upstreams", "Providers.", r => (Name: r.RequiredText("name", "Its name."), Key: r.Secret("key", "Its key.")));
        Assert.Empty(items);
        Assert.Empty(session.Findings);
        Assert.Contains(session.Keys, k => k is { Path: "upstreams[].name", Required: true });
        Assert.Contains(session.Keys, k => k is { Path: "upstreams[].key", Secret: true, Value: null });
    }

    [Fact]
    public void A_secret_is_never_among_the_described_values()
    {
        var session = new ConfigSession();
        Assert.Equal("hunter2", new ConfigReader(Map(("key", "hunter2")), session).Secret("key", "A key."));
        Assert.DoesNotContain(session.Keys, k => k.Value == "hunter2");
    }

    [Fact]
    public void An_item_that_is_no_mapping_is_named_by_its_index()
    {
        var session = new ConfigSession();
        var list = new ConfigNode { Members = new Dictionary<string, ConfigNode> { ["a"] = new() { Items = [new ConfigNode { Scalar = "x", Origin = "t:1" }] } } };
        new ConfigReader(list, session).List("a", "List.", r => r.OptionalText("b", "B."));
        Assert.Equal("a[0]", Assert.Single(session.Findings).Key);
    }

    private static ConfigNode Map(params (string Key, string Value)[] members) => new()
    {
        Members = members.ToDictionary(m => m.Key, m => new ConfigNode { Scalar = m.Value, Origin = "test.yaml:7" }),
    };
}
