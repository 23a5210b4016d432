using Strata.Core.Configuration;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using static Strata.Routing.Tests.Support.Yaml;

namespace Strata.Routing.Tests;

public sealed class RoutingOptionsReaderTests
{
    [Fact]
    public void A_provider_that_is_called_like_a_kind_needs_a_key_and_no_more()
    {
        var (options, findings) = Read(Map(("providers", List(Map(("name", "anthropic"), ("key", "k\n"), ("models", List("claude")))))));
        Assert.Empty(findings);
        var provider = Assert.Single(options.Providers).Provider;
        Assert.Equal(("https://api.anthropic.com/v1/", "anthropic"), (provider.Url.AbsoluteUri, provider.Dialects[0]));
        var credential = Assert.Single(provider.Credentials);
        Assert.Equal((AuthStyle.XApiKey, "k"), (credential.Style, credential.Secret));
    }

    [Fact]
    public void A_full_section_is_read_as_it_was_written()
    {
        var (options, findings) = Read(Full());
        Assert.Empty(findings);
        var east = options.Providers[0];
        Assert.Equal(("eu", 50, AuthStyle.AzureApiKey), (east.Provider.Region, east.Provider.ParallelMax, east.Provider.Credentials[1].Style));
        Assert.Equal((3.0, TimeSpan.FromSeconds(2), 20.0), (east.Provider.Credentials[1].Weight, east.Provider.Clocks.Connect, east.Provider.Clocks.Rate!.CharsPerSecond));
        Assert.Equal((128_000L, "gpt"), (east.Settings["gpt"].ContextTokens, east.Models["fast"]));
        var route = Assert.Single(options.Routes);
        Assert.Equal((RouteStrategy.Latency, "metadata.session", true), (route.Strategy, route.Sticky, route.Continuation));
        Assert.Equal(("east/gpt", 2.0, 1), (route.Targets[0].Deployment, route.Targets[0].Weight, route.Targets[0].Priority));
        Assert.Equal(new Condition("prompt_tokens", ConditionTest.AtLeast, [], 1000).ToString(), route.Targets[0].When[0].ToString());
        Assert.Equal((5.0, "ab", "new", 6), (route.Canary!.Percent, route.Experiment!.Name, route.Experiment.Arms[0].Name, route.Retries.AttemptsMax));
        Assert.Equal((TimeSpan.FromSeconds(30), null), (route.Clocks.Total, route.Clocks.Connect));
        Assert.Equal((true, 3), (route.Hedge.Enabled, options.Breakers.FailuresMin));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_keys()
    {
        var (_, findings) = Read(Map(
            ("providers", List(
                Map(("name", "a/b"), ("kind", "opnai")),
                Map(("name", "same"), ("kind", "vllm"), ("url", "ftp://x")),
                Map(("name", "same"), ("kind", "vertex"), ("url", "http://h"), ("keys", List(Map(("name", "one"))))),
                Map(("name", "aws"), ("kind", "bedrock"), ("region", "r"), ("access_key_id", "x"), ("auth", "magic"), ("dialects", List("gemini"))))),
            ("routes", List(
                Map(("name", "r"), ("targets", List(Map(("deployment", "nobody/m")))), ("sticky", "moon"), ("fallbacks", Map(("general", List("zz"))))),
                Map(("name", "r"), ("when", List(Map(("subject", "key")))), ("canary", Map(("percent", "101"))))))));
        string[] expected =
        [
            "providers", "providers[0].kind", "providers[0].name", "providers[0].url", "providers[1].url", "providers[2].keys[0].key", "providers[2].location", "providers[2].project",
            "providers[3].auth", "providers[3].dialects", "providers[3].secret_access_key",
            "routes", "routes[0].fallbacks.general", "routes[0].sticky", "routes[0].targets[0].deployment",
            "routes[1].canary.deployment", "routes[1].canary.percent", "routes[1].targets", "routes[1].when[0].subject",
        ];
        Assert.Equal(expected, findings.Select(f => f.Key).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(findings, f => f.Fix.Contains("'openai'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cloud_is_reached_by_what_its_accounts_are()
    {
        var (options, findings) = Read(Map(("providers", List(
            Map(("name", "bedrock"), ("region", "us-east-1"), ("access_key_id", "AK"), ("secret_access_key", "SK")),
            Map(("name", "bedrock-key"), ("kind", "bedrock"), ("region", "us-east-1"), ("key", "token")),
            Map(("name", "azure"), ("url", "https://r.openai.azure.com"), ("tenant_id", "t"), ("client_id", "c"), ("client_secret", "s")),
            Map(("name", "vertex"), ("project", "p"), ("location", "eu-1"), ("service_account", """{"client_email":"a@b","private_key":"pem","private_key_id":"7"}"""))))));
        Assert.Empty(findings);
        Assert.Equal([AuthStyle.SigV4, AuthStyle.Bearer, AuthStyle.EntraId, AuthStyle.ServiceAccount], options.Providers.Select(p => p.Provider.Credentials[0].Style));
        Assert.Equal("https://bedrock-runtime.us-east-1.amazonaws.com/", options.Providers[0].Provider.Url.AbsoluteUri);
        Assert.Equal(("eu-1", "2024-10-21"), (options.Providers[3].Provider.Region, options.Providers[2].Provider.ApiVersion));
    }

    [Fact]
    public void Every_key_is_described()
    {
        var session = new ConfigSession();
        RoutingOptionsReader.Read(new ConfigReader(ConfigNode.Empty, session), []);
        Assert.False(session.HasErrors);
        Assert.Superset(
            new HashSet<string>(["providers[].keys[].weight", "providers[].timeouts.min_rate.window", "routes[].experiment.arms[].percent", "routes[].targets[].when[].subject", "breakers.open_for"]),
            session.Keys.Select(k => k.Path).ToHashSet());
    }

    [Fact]
    public void Any_service_account_text_is_read_without_harm()
    {
        var random = new Random(13);
        const string Whole = """{"type":"service_account","client_email":"a@b","private_key":"pem","private_key_id":"7","token_uri":"https://t/x"}""";
        Assert.Equal("https://t/x", Strata.Routing.Reading.ServiceAccountReader.Parse(Whole)!.TokenUri.AbsoluteUri);
        for (var i = 0; i < 2_000; i++)
        {
            var broken = Whole.ToCharArray(0, random.Next(Whole.Length + 1));
            for (var flips = random.Next(4); flips > 0 && broken.Length > 0; flips--)
            {
                broken[random.Next(broken.Length)] = (char)random.Next(128);
            }

            var account = Strata.Routing.Reading.ServiceAccountReader.Parse(new string(broken));
            Assert.True(account is null || account.TokenUri.IsAbsoluteUri);
        }
    }

    private static ConfigNode Full() => Map(
        ("providers", List(Map(
            ("name", "east"), ("kind", "azure"), ("url", "https://r.openai.azure.com"), ("region", "eu"), ("parallel_max", "50"),
            ("keys", List(Map(("name", "one"), ("key", "k1")), Map(("name", "two"), ("key", "k2"), ("weight", "3")))),
            ("aliases", Map(("fast", Map(("model", "gpt"))))), ("settings", Map(("gpt", Map(("context_tokens", "128000"))))),
            ("timeouts", Map(("connect", "2s"), ("min_rate", Map(("chars_per_second", "20")))))))),
        ("breakers", Map(("failures_min", "3"))),
        ("retries", Map(("attempts_max", "6"))),
        ("routes", List(Map(
            ("name", "chat"), ("models", List("gpt-*")), ("strategy", "latency"), ("sticky", "metadata.session"), ("continuation", "true"),
            ("when", List(Map(("subject", "tag.plan"), ("is", List("gold"))))),
            ("targets", List(Map(("deployment", "east/gpt"), ("weight", "2"), ("priority", "1"), ("when", List(Map(("subject", "prompt_tokens"), ("at_least", "1000"))))), Map(("deployment", "strata/local")))),
            ("fallbacks", Map(("general", List("fast", "chat")))),
            ("canary", Map(("deployment", "east/new"), ("percent", "5"))),
            ("experiment", Map(("name", "ab"), ("by", "user"), ("arms", List(Map(("name", "new"), ("deployment", "east/new"), ("percent", "50")))))),
            ("hedge", Map(("enabled", "true"))), ("timeouts", Map(("total", "30s")))))));
}
