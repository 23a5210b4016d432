using System.Globalization;
using Strata.Core.Configuration;

namespace Strata.Cli.Imports;

/// <summary>
/// Reads a Portkey config (JSON): one strategy over targets, which may nest. It becomes one route, or one for each condition. A config has no
/// models of its own: targets without <c>override_params.model</c> are written for the model that is named.
/// </summary>
internal sealed class PortkeyImport(string name, string? model)
{
    private const int DepthMax = 8;
    private const int TargetsMax = 60;
    private static readonly string[] Understood =
    [
        "strategy", "targets", "provider", "virtual_key", "api_key", "override_params", "weight", "retry", "request_timeout", "custom_host", "name", "azure_resource_name", "resource_name",
        "azure_deployment_id", "deployment_id", "azure_api_version", "api_version", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_region", "vertex_project_id", "vertex_region",
    ];

    private readonly GatewayDraft draft = new();

    /// <summary>Reads a config.</summary>
    /// <param name="root">The file.</param>
    /// <param name="name">What the route is called.</param>
    /// <param name="model">The model of targets that name none; null leaves them out.</param>
    public static GatewayDraft Read(ConfigNode root, string name, string? model)
    {
        var import = new PortkeyImport(name, model);
        import.All(root);
        return import.draft;
    }

    private void All(ConfigNode root)
    {
        if (root.At("strategy").Text("mode") == "conditional")
        {
            Conditional(root);
            return;
        }

        var route = NewRoute(name, root);
        Place(root, route, (1, 0), 0);
        Keep(route);
    }

    private void Conditional(ConfigNode root)
    {
        var strategy = root.At("strategy");
        var count = 0;
        foreach (var condition in strategy.Items("conditions").Take(TargetsMax))
        {
            var route = NewRoute($"{name}-{++count}", root);
            Conditions(condition.At("query"), route);
            Named(root, condition.Text("then"), route);
            if (route.When.Count > 0)
            {
                Keep(route);
            }
        }

        if (strategy.Text("default") is { } usual)
        {
            var route = NewRoute(name, root);
            Named(root, usual, route);
            Keep(route);
        }
    }

    private void Named(ConfigNode root, string? target, ImportedRoute route)
    {
        if (root.Items("targets").FirstOrDefault(t => t.Text("name") == target) is { } found && target is not null)
        {
            Place(found, route, (1, 0), 1);
        }
        else
        {
            draft.Note($"A condition leads to '{target}', which is no target; it is left out.");
        }
    }

    private void Conditions(ConfigNode? query, ImportedRoute route)
    {
        foreach (var (subject, test) in query?.Members ?? new Dictionary<string, ConfigNode>())
        {
            var known = subject.StartsWith("metadata.", StringComparison.Ordinal) && subject.Length > 9;
            var written = (known ? test.Members ?? new Dictionary<string, ConfigNode>() : new Dictionary<string, ConfigNode>())
                .Select(t => (Word: t.Key switch { "$eq" => "is", "$ne" => "not", "$gte" => "at_least", "$lte" => "at_most", _ => "" }, Value: t.Value.Scalar ?? ""))
                .Where(t => t.Word is "is" or "not" ? t.Value.Length > 0 : t.Word.Length > 0 && IsNumber(t.Value)).ToArray();
            if (written.Length == 0)
            {
                route.When.Clear();
                draft.Note($"The condition on '{subject}' cannot be said here ($eq, $ne, $gte and $lte of metadata can); its route is left out.");
                return;
            }

            route.When.AddRange(written.Select(t => (subject, t.Word, t.Value)));
        }
    }

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private void Place(ConfigNode node, ImportedRoute route, (decimal Weight, int Priority) place, int depth)
    {
        if (depth > DepthMax || route.Targets.Count >= TargetsMax)
        {
            draft.Note($"Targets beyond {TargetsMax}, or nested deeper than {DepthMax}, are left out.");
            return;
        }

        foreach (var key in node.Names().Where(k => !Understood.Contains(k)))
        {
            draft.Note(Hint(key));
        }

        var children = node.Items("targets").ToArray();
        if (children.Length == 0)
        {
            Leaf(node, route, place);
            return;
        }

        var isFallback = node.At("strategy").Text("mode") == "fallback";
        if (node.At("strategy").At("on_status_codes") is not null)
        {
            draft.Note("strategy.on_status_codes has no equivalent here: failures are told apart by class (refused credentials, limits, trouble of the server, timeouts).");
        }

        for (var i = 0; i < children.Length; i++)
        {
            var weight = isFallback ? place.Weight : place.Weight * Math.Clamp(children[i].Number("weight") ?? 1, 0, 1_000);
            Place(children[i], route, (Math.Min(weight, 1_000_000), isFallback ? Math.Min(1_000, (place.Priority * TargetsMax) + i) : place.Priority), depth + 1);
        }
    }

    private void Leaf(ConfigNode node, ImportedRoute route, (decimal Weight, int Priority) place)
    {
        var asked = node.At("override_params").Text("model") ?? node.Text("azure_deployment_id") ?? node.Text("deployment_id") ?? model;
        if (asked is null)
        {
            draft.Note("A target names no model (override_params.model): give --model NAME to write it for that one.");
            return;
        }

        foreach (var key in node.At("override_params").Names().Where(k => k != "model"))
        {
            draft.Note($"override_params.{key} has no equivalent here: callers say it themselves.");
        }

        var (kind, wish, fields) = PortkeyProvider.Read(node, draft);
        route.Targets.Add(new ImportedTarget($"{draft.Provider(wish, kind, fields)}/{asked}", place.Weight, place.Priority));
    }

    private ImportedRoute NewRoute(string routeName, ConfigNode root)
    {
        var route = new ImportedRoute { Name = routeName, AttemptsMax = root.At("retry").Number("attempts") is { } more ? (int)Math.Clamp(decimal.Truncate(more) + 1, 1, 20) : 0 };
        if (model is not null)
        {
            route.Models.AddRange(routeName == name ? [name, model] : [model]);
        }

        if (root.Number("request_timeout") is { } ms and >= 10 and <= 86_400_000)
        {
            route.Timeouts["total"] = ms / 1_000;
        }

        return route;
    }

    private void Keep(ImportedRoute route)
    {
        if (route.Targets.Count > 0 && route.Targets.Sum(t => t.Weight) > 0)
        {
            draft.Routes.Add(route);
        }
    }

    private static string Hint(string key) => key switch
    {
        "cache" => "cache is set per route here (gateway.cache); see docs/gateway.md.",
        "input_guardrails" or "output_guardrails" or "before_request_hooks" or "after_request_hooks" => $"{key} is set as gateway.guard here; see docs/gateway.md.",
        _ => $"'{key}' has no equivalent here and is left out.",
    };
}
