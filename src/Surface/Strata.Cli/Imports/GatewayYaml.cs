using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Strata.Cli.Imports;

/// <summary>Writes a draft as our YAML. Every text that could be read as something else is quoted.</summary>
internal sealed class GatewayYaml
{
    private readonly StringBuilder text = new();

    public static string Write(GatewayDraft draft)
    {
        var yaml = new GatewayYaml();
        yaml.All(draft);
        return yaml.text.ToString();
    }

    private void All(GatewayDraft draft)
    {
        foreach (var note in draft.Notes)
        {
            Line(0, $"# {string.Join(' ', note.Split(['\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries))}");
        }

        Line(0, "gateway:");
        Head(draft.Providers.Count, "providers:");
        draft.Providers.ForEach(Provider);
        Head(draft.Routes.Count, "routes:");
        draft.Routes.ForEach(Route);
        Head(draft.Prices.Count, "prices:");
        foreach (var (deployment, price) in draft.Prices)
        {
            Line(4, $"{Quote(deployment)}: {{ {Pairs(("input", price.Input), ("output", price.Output))} }}");
        }

        Head(draft.Limits.Count, "limits:");
        foreach (var (deployment, limit) in draft.Limits)
        {
            foreach (var (unit, amount) in new[] { ("requests", limit.Requests), ("tokens", limit.Tokens) }.Where(l => l.Item2 is not null))
            {
                Line(4, $"- {{ id: {Quote($"{deployment}.{unit}")}, deployment: {Quote(deployment)}, {unit}: {Number(amount!.Value)}, window: 60s }}");
            }
        }

        Head(draft.FailuresInARow > 0 || draft.OpenForSeconds > 0 ? 1 : 0, "breakers:");
        Pair(4, "in_a_row", draft.FailuresInARow > 0 ? Number(draft.FailuresInARow) : "");
        Pair(4, "open_for", draft.OpenForSeconds > 0 ? Seconds(draft.OpenForSeconds) : "");
    }

    private void Provider(ImportedProvider provider)
    {
        Line(4, $"- name: {Quote(provider.Name)}");
        Pair(6, "kind", provider.Kind == provider.Name ? "" : Quote(provider.Kind));
        foreach (var (key, value) in provider.Fields)
        {
            Pair(6, key, value is "true" ? value : Quote(value));
        }
    }

    private void Route(ImportedRoute route)
    {
        Line(4, $"- name: {Quote(route.Name)}");
        Pair(6, "models", List(route.Models));
        if (route.When.Count > 0)
        {
            Line(6, "when:");
            route.When.ForEach(w => Line(8, $"- {{ subject: {Quote(w.Subject)}, {w.Test}: {(w.Test is "is" or "not" ? $"[{Quote(w.Value)}]" : w.Value)} }}"));
        }

        Pair(6, "strategy", route.Strategy);
        Line(6, "targets:");
        foreach (var target in route.Targets)
        {
            var weight = target.Weight == 1 ? "" : $", weight: {Number(target.Weight)}";
            Line(8, $"- {{ deployment: {Quote(target.Deployment)}{weight}{(target.Priority == 0 ? "" : $", priority: {target.Priority}")} }}");
        }

        if (route.General.Count + route.ContextWindow.Count + route.ContentPolicy.Count > 0)
        {
            Line(6, "fallbacks:");
            Pair(8, "general", List(route.General));
            Pair(8, "context_window", List(route.ContextWindow));
            Pair(8, "content_policy", List(route.ContentPolicy));
        }

        Pair(6, "retries", route.AttemptsMax > 0 ? $"{{ attempts_max: {route.AttemptsMax} }}" : "");
        Pair(6, "timeouts", route.Timeouts.Count > 0 ? $"{{ {string.Join(", ", route.Timeouts.Select(t => $"{t.Key}: {Seconds(t.Value)}"))} }}" : "");
    }

    private void Head(int count, string head)
    {
        if (count > 0)
        {
            Line(2, head);
        }
    }

    private void Pair(int indent, string key, string value)
    {
        if (value.Length > 0)
        {
            Line(indent, $"{key}: {value}");
        }
    }

    private void Line(int indent, string line) => text.Append(' ', indent).Append(line).Append('\n');

    private static string Pairs(params (string Key, decimal? Value)[] pairs) => string.Join(", ", pairs.Where(p => p.Value is not null).Select(p => $"{p.Key}: {Number(p.Value!.Value)}"));

    private static string List(List<string> words) => words.Count == 0 ? "" : $"[{string.Join(", ", words.Select(Quote))}]";

    private static string Number(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    private static string Seconds(decimal value) => value == decimal.Truncate(value) ? $"{Number(value)}s" : $"{Number(decimal.Round(value * 1_000))}ms";

    private static string Quote(string word) =>
        word.Length > 0 && char.IsAsciiLetter(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/')
        && word.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
            ? word : $"\"{JsonEncodedText.Encode(word)}\"";
}
