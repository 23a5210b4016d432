using Strata.Core.Configuration;
using Strata.Guard;
using Strata.Guard.Options;

namespace Strata.Collector.Export;

/// <summary>Reads <c>collector.export</c>.</summary>
internal static class ExportTargets
{
    public static IReadOnlyList<ExportTarget> Read(ConfigReader section)
    {
        var targets = section.List("export", "Where spans are sent onward by OTLP over HTTP, besides being kept.", One);
        foreach (var twice in targets.GroupBy(t => t.Name).Where(g => g.Count() > 1))
        {
            section.Reject("export", $"'{twice.Key}' stands twice.", "Give each receiver a name of its own.");
        }

        return targets;
    }

    /// <summary>The policy that masks texts for a target; null where nothing is masked.</summary>
    public static Core.Results.Result<GuardPolicy>? Policy(ExportTarget target)
    {
        if (target.Mask.Count + target.MaskPatterns.Count == 0)
        {
            return null;
        }

        List<GuardRuleOptions> rules = [.. target.Mask.Select(d => new GuardRuleOptions { Detector = d, Action = GuardAction.Redact })];
        var patterns = new Dictionary<string, PatternSetOptions>();
        if (target.MaskPatterns.Count > 0)
        {
            rules.Add(new GuardRuleOptions { Detector = "patterns", Action = GuardAction.Redact });
            patterns["patterns"] = new PatternSetOptions { Patterns = [.. target.MaskPatterns] };
        }

        return GuardPolicy.Compile("export", new GuardPolicyOptions { Rules = rules, Patterns = patterns });
    }

    private static ExportTarget One(ConfigReader section)
    {
        var endpoint = section.RequiredText("endpoint", "The whole address, for instance https://cloud.langfuse.com/api/public/otel/v1/traces.");
        var sound = Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        if (!sound && endpoint.Length > 0)
        {
            section.Reject("endpoint", $"'{endpoint}' is not an address.", "Write for instance https://host/v1/traces.");
        }

        var target = new ExportTarget
        {
            Name = section.RequiredText("name", "Its name in metrics and the log."),
            Endpoint = sound ? address! : new Uri("http://localhost/"),
            Headers = section.Map("headers", "Headers of each request, for instance authorization.", h => h.Secret("value", "The header's value.") ?? ""),
            Projects = section.Texts("projects", "The projects whose spans leave; all when absent."),
            Messages = section.Flag("messages", true, "Whether the texts of conversations leave."),
            Without = section.Texts("without", "Beginnings of the names of attributes that stay here."),
            Mask = section.Texts("mask", "Detectors whose findings are masked in every text: PII, SECRETS, or one type of them."),
            MaskPatterns = section.Texts("mask_patterns", "Regular expressions that are masked in every text."),
            QueueBytesMax = section.Integer("queue_bytes_max", 64 << 20, (1 << 16, 4L << 30), "Bytes that wait for the receiver; further spans are dropped and counted."),
        };
        if (Policy(target) is { IsOk: false } refused)
        {
            section.Reject("mask", refused.Problem.Message, "Name detectors that exist, and patterns that compile.");
        }

        section.Finish();
        return target;
    }
}
