using Strata.Budgets.Options;
using Strata.Caching.Options;
using Strata.Core.Configuration;
using Strata.Identity.Tokens;
using Strata.Guard.Options;
using Strata.Ledger.Pricing;
using Strata.Routing;
using Strata.Routing.Options;

namespace Strata.Gateway.Options;

/// <summary>Reads the section <c>gateway</c>: all findings at once, each with its key and its fix.</summary>
internal static class GatewayOptionsReader
{
    private static readonly GatewayOptions Defaults = new();
    private static readonly UpstreamTimeouts Clocks = new();
    private static readonly (TimeSpan, TimeSpan) ClockRange = (TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));

    public static GatewayOptions Read(ConfigReader section)
    {
        var upstreams = section.List("upstreams", "OpenAI-compatible providers.", ReadUpstream);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var upstream in upstreams.Where(u => !seen.Add(u.Name)))
        {
            section.Reject("upstreams", $"names '{upstream.Name}' twice.", "Give each upstream a name of its own.");
        }

        return new GatewayOptions
        {
            BodyBytesMax = (int)section.Integer("body_bytes_max", Defaults.BodyBytesMax, (1 << 10, 1 << 30), "The most bytes of a request body."),
            AnswerBytesMax = (int)section.Integer("answer_bytes_max", Defaults.AnswerBytesMax, (1 << 10, 1 << 30), "The most bytes of a plain upstream answer."),
            ParallelMax = (int)section.Integer("parallel_max", Defaults.ParallelMax, (1, 1_000_000), "The most model requests at once in this process."),
            CaptureContent = section.Flag("capture_content", Defaults.CaptureContent, "Whether prompts and answers are written into traces."),
            CaptureBytesMax = (int)section.Integer("capture_bytes_max", Defaults.CaptureBytesMax, (256, 16 << 20), "The most bytes of one captured prompt or answer."),
            LedgerSync = section.Duration(
                "ledger_sync", Defaults.LedgerSync, (TimeSpan.Zero, TimeSpan.FromSeconds(1)),
                "How long a ledger row may take to the disk; 0s puts it there before its answer ends. A killed process loses none either way. Read at the start."),
            KeyPepper = section.Secret("key_pepper", "The secret that keys are hashed with; without it a file in the data directory. Replicas must share it."),
            Issuers = TokenIssuersReader.Read(section),
            Upstreams = upstreams,
            GeneralHttpClient = section.Flag("general_http_client", Defaults.GeneralHttpClient, "Whether model calls go over .NET's general HTTP client instead of our own, as they do behind a proxy. Read at the start."),
            Routing = ReadRouting(section, upstreams),
            MetadataTags = section.Texts("metadata_tags", "Members of a request's metadata that become tags name=value in limits, ledger and usage; 'tags' holds tags itself."),
            Guard = ReadGuard(section.Section("guard", "Guardrails: policies by the names that routes use; 'default' holds for every request.")),
            Cache = CacheOptionsReader.Read(section.Section("cache", "Answers that are given again.")),
            Prices = section.Map("prices", "US dollars per million tokens, by model: upstream/model, or a name as callers ask for it.", ReadPrice),
            Limits = LimitRulesReader.Read(section, "limits"),
        };
    }

    /// <summary>Routes may name upstreams too; the upstreams themselves stay where they were written.</summary>
    private static RoutingOptions ReadRouting(ConfigReader section, IReadOnlyList<UpstreamOptions> upstreams)
    {
        var routing = RoutingOptionsReader.Read(section, [.. upstreams.Select(UpstreamProviders.Of)]);
        return routing with { Providers = [.. routing.Providers.Skip(upstreams.Count)] };
    }

    private static GuardOptions ReadGuard(ConfigReader section)
    {
        var options = GuardOptionsReader.Read(section);
        section.Finish();
        return options;
    }

    private static UpstreamOptions ReadUpstream(ConfigReader item)
    {
        var name = item.RequiredText("name", "Its name, the first part of upstream/model.");
        if (name.Contains('/', StringComparison.Ordinal))
        {
            item.Reject("name", "contains a slash.", "Use letters, digits, dots and dashes.");
        }

        return new UpstreamOptions
        {
            Name = name,
            Url = ReadUrl(item),
            Key = ReadKey(item),
            Models = ReadModels(item),
            AnyModel = item.Flag("any_model", false, "Whether a name that nothing else knows is sent here as it is."),
            StreamUsage = item.Flag("stream_usage", true, "Whether streams are asked for their usage; false for a provider without stream_options."),
            Timeouts = ReadTimeouts(item.Section("timeouts", "How long each part of a call may take.")),
        };
    }

    /// <summary>A line end at the end is a file's or a shell's and no part of a key.</summary>
    private static string? ReadKey(ConfigReader item)
    {
        var key = item.Secret("key", "The provider's API key.")?.Trim();
        if (key is not null && !key.All(c => c is > ' ' and < '\x7F'))
        {
            item.Reject("key", "holds a character that no header can carry.", "Look for blanks, quotes or a second line.");
        }

        return key;
    }

    private static Uri ReadUrl(ConfigReader item)
    {
        var text = item.RequiredText("url", "The base address up to and including /v1.");
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0)
        {
            return url;
        }

        if (text.Length > 0)
        {
            item.Reject("url", $"'{text}' is not an http or https address.", "Write for instance https://api.example.com/v1.");
        }

        return new Uri("http://127.0.0.1:1/");
    }

    /// <summary>A list of names, or a mapping from the callers' names to the provider's.</summary>
    private static Dictionary<string, string> ReadModels(ConfigReader item)
    {
        var models = item.Texts("models", "Names offered to callers; the same names go to the provider.").Distinct(StringComparer.Ordinal).ToDictionary(m => m, m => m, StringComparer.Ordinal);
        foreach (var (alias, remote) in item.Map("aliases", "Names offered to callers, each with the provider's own name.", m => m.RequiredText("model", "The provider's name.")))
        {
            models[alias] = remote;
        }

        return models;
    }

    private static UpstreamTimeouts ReadTimeouts(ConfigReader section)
    {
        var timeouts = new UpstreamTimeouts
        {
            Connect = section.Duration("connect", Clocks.Connect, ClockRange, "To a connection."),
            FirstByte = section.Duration("first_byte", Clocks.FirstByte, ClockRange, "From sending to the first byte of the answer."),
            Idle = section.Duration("idle", Clocks.Idle, ClockRange, "Between two parts of the answer."),
            Total = section.Duration("total", Clocks.Total, ClockRange, "The whole call."),
        };
        section.Finish();
        return timeouts;
    }

    private static PriceOptions ReadPrice(ConfigReader item) => new PriceOptions
    {
        Input = Price(item, "input", "Prompt tokens that were computed."),
        CachedInput = Price(item, "cached_input", "Prompt tokens that a cache answered."),
        CacheWrite = Price(item, "cache_write", "Prompt tokens written to a billed cache."),
        Output = Price(item, "output", "Tokens of the answer."),
        Reasoning = Price(item, "reasoning", "Tokens of reasoning; without it, as the answer's."),
    }.Complete();

    private static decimal? Price(ConfigReader item, string key, string doc) => item.OptionalDecimal(key, null, (0, 1_000_000), doc);
}
