using Strata.Core.Configuration;

namespace Strata.Cli.Imports;

/// <summary>What LiteLLM's <c>router_settings</c>, <c>litellm_settings</c> and <c>general_settings</c> say of routes; the rest is noted.</summary>
internal static class LiteLlmSettings
{
    private static readonly string[] Sections = ["router_settings", "litellm_settings", "general_settings"];
    private static readonly string[] Shared =
    [
        "routing_strategy", "num_retries", "timeout", "request_timeout", "fallbacks", "context_window_fallbacks", "content_policy_fallbacks", "default_fallbacks", "allowed_fails", "cooldown_time", "model_group_alias",
    ];

    public static void Apply(ConfigNode root, GatewayDraft draft)
    {
        foreach (var section in Sections)
        {
            var settings = root.At(section);
            Routing(settings, draft);
            foreach (var key in settings.Names().Where(k => section == "general_settings" || !Shared.Contains(k)))
            {
                draft.Note(Hint(section, key));
            }
        }

        foreach (var key in root.Names().Where(k => k != "model_list" && !Sections.Contains(k)))
        {
            draft.Note($"{key} has no equivalent here and is left out.");
        }
    }

    private static void Routing(ConfigNode? settings, GatewayDraft draft)
    {
        Strategy(settings.Text("routing_strategy"), draft);
        Chain(settings, "fallbacks", r => r.General, draft);
        Chain(settings, "context_window_fallbacks", r => r.ContextWindow, draft);
        Chain(settings, "content_policy_fallbacks", r => r.ContentPolicy, draft);
        var usual = settings.Items("default_fallbacks").Select(f => f.Scalar ?? "").Where(f => draft.Routes.Any(r => r.Name == f)).ToArray();
        foreach (var route in draft.Routes)
        {
            route.General.AddRange(usual.Where(f => f != route.Name && !route.General.Contains(f)));
            route.AttemptsMax = settings.Number("num_retries") is { } retries ? (int)Math.Clamp(decimal.Truncate(retries) + 1, 1, 20) : route.AttemptsMax;
            if ((settings.Number("timeout") ?? settings.Number("request_timeout")) is { } seconds and > 0 and <= 86_400)
            {
                route.Timeouts.TryAdd("total", Math.Max(0.01m, seconds));
            }
        }

        draft.FailuresInARow = settings.Number("allowed_fails") is { } fails ? (int)Math.Clamp(decimal.Truncate(fails) + 1, 1, 10_000) : draft.FailuresInARow;
        draft.OpenForSeconds = settings.Number("cooldown_time") is { } cool and >= 0.1m ? Math.Min(600, cool) : draft.OpenForSeconds;
        foreach (var (alias, target) in settings.At("model_group_alias")?.Members ?? new Dictionary<string, ConfigNode>())
        {
            if (draft.Routes.FirstOrDefault(r => r.Name == target.Scalar) is { } route && draft.Routes.All(r => r.Name != alias))
            {
                route.Models.AddRange(route.Models.Count == 0 ? [route.Name, alias] : [alias]);
            }
            else
            {
                draft.Note($"model_group_alias '{alias}' names no model of the list; it is left out.");
            }
        }
    }

    private static void Strategy(string? word, GatewayDraft draft)
    {
        var strategy = word switch
        {
            null or "simple-shuffle" => "",
            "latency-based-routing" => "latency",
            "cost-based-routing" => "cost",
            "usage-based-routing" or "usage-based-routing-v2" => "headroom",
            "least-busy" => "latency",
            _ => "?",
        };
        if (strategy == "?" || word == "least-busy")
        {
            draft.Note(strategy == "?" ? $"routing_strategy '{word}' has no equivalent here; routes go by weight." : "routing_strategy 'least-busy' is written as latency, which counts the calls under way.");
        }

        draft.Routes.ForEach(r => r.Strategy = strategy is "" or "?" ? r.Strategy : strategy);
    }

    /// <summary>A list of mappings from a model name to a list of model names.</summary>
    private static void Chain(ConfigNode? settings, string key, Func<ImportedRoute, List<string>> chain, GatewayDraft draft)
    {
        foreach (var (from, to) in settings.Items(key).SelectMany(f => f.Members ?? new Dictionary<string, ConfigNode>()))
        {
            var route = draft.Routes.FirstOrDefault(r => r.Name == from);
            foreach (var name in (to.Items ?? []).Select(i => i.Scalar ?? ""))
            {
                if (route is null || draft.Routes.All(r => r.Name != name))
                {
                    draft.Note($"{key}: '{from}' to '{name}' names a model that is not in the list; it is left out.");
                }
                else if (!chain(route).Contains(name))
                {
                    chain(route).Add(name);
                }
            }
        }
    }

    private static string Hint(string section, string key) => $"{section}.{key} " + key switch
    {
        "master_key" => "is no setting here: the first start prints an owner's key, 'strata keys create' makes others.",
        "database_url" => "is set as storage.postgres here.",
        "cache" or "cache_params" => "is set per route here (gateway.cache); see docs/gateway.md.",
        "callbacks" or "success_callback" or "failure_callback" => "is not needed: traces, metrics and the ledger are built in.",
        "max_budget" or "budget_duration" => "is a limit here (gateway.limits); see docs/recipes/set-a-budget.md.",
        "guardrails" => "is set as gateway.guard here.",
        _ => "has no equivalent here and is left out.",
    };
}
