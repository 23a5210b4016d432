using Strata.Core.Configuration;
using Strata.Routing.Options;
using Strata.Routing.Providers;

namespace Strata.Routing.Reading;

/// <summary>Reads one provider.</summary>
internal static class ProviderReader
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/");

    public static ProviderOptions Read(ConfigReader item)
    {
        var name = item.RequiredText("name", "Its name, the first part of provider/model.");
        if (name.Contains('/', StringComparison.Ordinal) || name == Provider.InProcess.Name)
        {
            item.Reject("name", name.Contains('/', StringComparison.Ordinal) ? "contains a slash." : "is the name of this process's own models.", "Use letters, digits, dots and dashes.");
        }

        var kind = ReadKind(item, name);
        var region = item.Text("region", "", "Where it runs: the region of a cloud's address, and what routes and residency go by.");
        var project = item.Text("project", "", "The project of a cloud.");
        var location = item.Text("location", "", "The location of a cloud.");
        Require(item, kind, ("region", region), ("project", project), ("location", location));
        var provider = new Provider
        {
            Name = name,
            Kind = kind,
            Url = ReadUrl(item, kind, region, location),
            Credentials = CredentialReader.Read(item, kind),
            Dialects = ReadDialects(item, kind),
            Quirks = ReadQuirks(item, kind),
            Region = region.Length > 0 ? region : location,
            Project = project,
            Location = location,
            ApiVersion = item.Text("api_version", kind.DefaultApiVersion ?? "", "The version in addresses that have one; empty takes the kind's."),
            Clocks = ClockReader.Read(item.Section("timeouts", "How long each part of a call may take.")),
            ParallelMax = (int)item.Integer("parallel_max", 0, (0, 1_000_000), "The most attempts at once over all its models; 0 sets no bound."),
            Headers = item.Map("headers", "Headers that every call carries.", h => h.RequiredText("value", "The header's value.")),
        };
        return new ProviderOptions
        {
            Provider = provider,
            Models = ReadModels(item),
            AnyModel = item.Flag("any_model", false, "Whether a name that nothing else knows is sent here as it is."),
            Settings = item.Map("settings", "Settings by the provider's own name of a model.", ReadSettings),
        };
    }

    /// <summary>A provider that is called like a kind needs no <c>kind</c>.</summary>
    private static ProviderKind ReadKind(ConfigReader item, string name)
    {
        var word = item.OptionalText("kind", $"What it is: {string.Join(", ", ProviderKinds.All.Select(k => k.Name))}. Left out, its name is looked up.");
        var kind = ProviderKinds.Find(word ?? name);
        if (kind is null && (word is not null || name.Length > 0))
        {
            var near = ProviderKinds.All.Select(k => k.Name).OrderBy(k => EditDistance.Between(k, word ?? name)).First();
            item.Reject("kind", word is null ? "is missing, and the name is no kind's." : $"'{word}' is not known.", $"Did you mean '{near}'? Any server with OpenAI's API is 'openai-compatible'.");
        }

        return kind ?? ProviderKinds.OpenAiCompatible;
    }

    private static void Require(ConfigReader item, ProviderKind kind, params (string Key, string Value)[] given)
    {
        foreach (var (key, _) in given.Where(g => g.Value.Length == 0 && kind.Needs.Contains(g.Key)))
        {
            item.Reject(key, "is missing.", $"A provider of kind '{kind.Name}' needs it for its address.");
        }
    }

    private static Uri ReadUrl(ConfigReader item, ProviderKind kind, string region, string location)
    {
        var text = item.OptionalText("url", "The base address, up to and including the version where the API has one; left out, the kind's own.");
        var url = ProviderUrls.Base(kind, text, region, location);
        if (url is null && item.Has("name"))
        {
            item.Reject("url", text is null && kind.DefaultUrl is null ? "is missing." : $"'{text ?? kind.DefaultUrl}' is not an http or https address.", "Write for instance https://api.example.com/v1.");
        }

        return url ?? Nowhere;
    }

    private static IReadOnlyList<string> ReadDialects(ConfigReader item, ProviderKind kind)
    {
        var dialects = item.Texts("dialects", "The dialects it is asked in, the best first; left out, the kind's own.");
        foreach (var dialect in dialects)
        {
            if (Operations.OfDialect(dialect, stream: false) is not { } operation || !kind.Paths.ContainsKey(operation))
            {
                item.Reject("dialects", $"'{dialect}' is not one of kind '{kind.Name}'.", $"It has: {string.Join(", ", kind.Dialects)}.");
            }
        }

        return dialects.Count > 0 ? dialects : kind.Dialects;
    }

    private static ProviderQuirks ReadQuirks(ConfigReader item, ProviderKind kind) => kind.Quirks with
    {
        AsksUsage = item.Flag("stream_usage", kind.Quirks.AsksUsage, "Whether streams are asked for their usage; false for a server without stream_options."),
        UsesMaxTokens = item.Flag("max_tokens", kind.Quirks.UsesMaxTokens, "Whether max_tokens is sent where newer servers want max_completion_tokens."),
        TakesCacheControl = item.Flag("cache_control", kind.Quirks.TakesCacheControl, "Whether it takes Anthropic's cache marks in OpenAI's shapes."),
    };

    private static Dictionary<string, string> ReadModels(ConfigReader item)
    {
        var models = item.Texts("models", "Names offered to callers; the same names go to the provider.").Distinct(StringComparer.Ordinal).ToDictionary(m => m, m => m, StringComparer.Ordinal);
        foreach (var (alias, remote) in item.Map("aliases", "Names offered to callers, each with the provider's own name.", m => m.RequiredText("model", "The provider's name.")))
        {
            models[alias] = remote;
        }

        return models;
    }

    private static ModelSettings ReadSettings(ConfigReader item) => new()
    {
        ContextTokens = item.Integer("context_tokens", 0, (0, 100_000_000), "The tokens that fit its context; 0 where that is not known."),
        ParallelMax = (int)item.Integer("parallel_max", 0, (0, 1_000_000), "The most attempts at once; 0 sets no bound."),
        Region = item.OptionalText("region", "Where it runs; left out, the provider's."),
        Dialects = item.Texts("dialects", "The dialects it is asked in; left out, the provider's."),
        Tags = item.Texts("tags", "Words for people."),
    };
}
