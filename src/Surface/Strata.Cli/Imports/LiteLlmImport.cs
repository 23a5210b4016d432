using Strata.Core.Configuration;

namespace Strata.Cli.Imports;

/// <summary>
/// Reads LiteLLM's <c>config.yaml</c>: <c>model_list</c>, <c>router_settings</c>, and of <c>litellm_settings</c> what routes go by. Each
/// model name becomes a route; entries with the same provider settings share a provider. Nothing is fetched or asked.
/// </summary>
internal sealed class LiteLlmImport
{
    private static readonly string[] Understood =
    [
        "model", "api_base", "api_key", "api_version", "rpm", "tpm", "weight", "order", "timeout", "stream_timeout", "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
        "aws_region_name", "vertex_project", "vertex_location", "region_name", "input_cost_per_token", "output_cost_per_token", "custom_llm_provider",
    ];

    private readonly GatewayDraft draft = new();

    public static GatewayDraft Read(ConfigNode root)
    {
        var import = new LiteLlmImport();
        import.All(root);
        return import.draft;
    }

    private void All(ConfigNode root)
    {
        foreach (var entry in root.Items("model_list"))
        {
            Entry(entry);
        }

        LiteLlmSettings.Apply(root, draft);
    }

    private void Entry(ConfigNode entry)
    {
        var settings = entry.At("litellm_params");
        if (entry.Text("model_name") is not { } name || settings.Text("model") is not { } full)
        {
            draft.Note("An entry of model_list has no model_name or no litellm_params.model; it is left out.");
            return;
        }

        var (prefix, model) = LiteLlmKinds.Split(full, settings.Text("custom_llm_provider"));
        var kind = Kind(prefix, ref model, settings);
        var provider = draft.Provider(prefix is "openai" && kind != "openai" ? Host(settings.Text("api_base")) ?? kind : kind, kind, Fields(kind, settings, name));
        foreach (var key in settings.Names().Where(k => !Understood.Contains(k)))
        {
            draft.Note($"model_list '{name}': litellm_params.{key} has no equivalent here and is left out.");
        }

        foreach (var key in entry.Names().Where(k => k is not ("model_name" or "litellm_params" or "model_info")))
        {
            draft.Note($"model_list '{name}': {key} has no equivalent here and is left out.");
        }

        if (model.Contains('*', StringComparison.Ordinal))
        {
            draft.Note($"model_list '{name}': every model of '{provider}' can be asked for as {provider}/MODEL; no route is written for the star.");
            return;
        }

        Target(name, $"{provider}/{model}", settings, entry.At("model_info"));
    }

    private void Target(string name, string deployment, ConfigNode? settings, ConfigNode? info)
    {
        var route = draft.Routes.FirstOrDefault(r => r.Name == name);
        if (route is null)
        {
            route = new ImportedRoute { Name = name };
            draft.Routes.Add(route);
        }

        var (requests, tokens) = (Whole(settings.Number("rpm")), Whole(settings.Number("tpm")));
        route.Targets.Add(new ImportedTarget(deployment, settings.Number("weight") ?? requests ?? 1, (int)Math.Min(1_000, settings.Number("order") ?? 0)));
        if (requests is not null || tokens is not null)
        {
            draft.Limits[deployment] = (requests, tokens);
        }

        var (input, output) = (PerMillion(settings, info, "input_cost_per_token"), PerMillion(settings, info, "output_cost_per_token"));
        if (input is not null || output is not null)
        {
            draft.Prices[deployment] = (input, output);
        }

        Clock(route, "total", settings.Number("timeout"));
        Clock(route, "first_byte", settings.Number("stream_timeout"));
    }

    private static void Clock(ImportedRoute route, string clock, decimal? seconds)
    {
        if (seconds is > 0 and <= 86_400)
        {
            route.Timeouts[clock] = Math.Max(0.01m, seconds.Value);
        }
    }

    private string Kind(string prefix, ref string model, ConfigNode? settings)
    {
        var kind = LiteLlmKinds.Find(prefix);
        if (kind is null)
        {
            draft.Note($"The provider '{prefix}' is no kind here: it is written as openai-compatible. Check its address.");
            return "openai-compatible";
        }

        if (kind == "openai" && Host(settings.Text("api_base")) is { } host && host != "api.openai.com")
        {
            return "openai-compatible";
        }

        if (kind == "bedrock")
        {
            model = model.StartsWith("converse/", StringComparison.Ordinal) ? model["converse/".Length..] : model;
        }

        return kind == "vertex" && model.StartsWith("claude", StringComparison.Ordinal) ? "vertex-anthropic" : kind;
    }

    private List<(string, string)> Fields(string kind, ConfigNode? settings, string name)
    {
        var fields = new List<(string, string)>();
        void Add(string key, string? value)
        {
            if (value is not null)
            {
                fields.Add((key, value));
            }
        }

        Add("url", ImportedSecret.Plain(settings.Text("api_base")));
        if (LiteLlmKinds.NeedsUrl(kind) && settings.Text("api_base") is null)
        {
            Add("url", "http://127.0.0.1:1/v1");
            draft.Note($"model_list '{name}': the file names no api_base; the address written here leads nowhere until you set it.");
        }

        Add("key", ImportedSecret.Of(settings.Text("api_key"), $"{kind}_api_key", draft));
        Add("api_version", ImportedSecret.Plain(settings.Text("api_version")));
        Add("access_key_id", ImportedSecret.Of(settings.Text("aws_access_key_id"), "aws_access_key_id", draft));
        Add("secret_access_key", ImportedSecret.Of(settings.Text("aws_secret_access_key"), "aws_secret_access_key", draft));
        Add("session_token", ImportedSecret.Of(settings.Text("aws_session_token"), "aws_session_token", draft));
        Add("region", ImportedSecret.Plain(settings.Text("aws_region_name") ?? settings.Text("region_name")) ?? (kind == "bedrock" ? "${AWS_REGION}" : null));
        Add("project", ImportedSecret.Plain(settings.Text("vertex_project")) ?? (kind.StartsWith("vertex", StringComparison.Ordinal) ? "${VERTEX_PROJECT}" : null));
        Add("location", ImportedSecret.Plain(settings.Text("vertex_location")) ?? (kind.StartsWith("vertex", StringComparison.Ordinal) ? "global" : null));
        return fields;
    }

    private static string? Host(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : null;

    private static decimal? Whole(decimal? number) => number is >= 1 ? decimal.Truncate(number.Value) : null;

    private static decimal? PerMillion(ConfigNode? settings, ConfigNode? info, string key) => (settings.Number(key) ?? info.Number(key)) is { } dollars and <= 1 ? dollars * 1_000_000 : null;
}
