using Strata.Core.Configuration;

namespace Strata.Metrics.Sampling;

/// <summary>Where metrics are fetched: vLLM, a node exporter, a GPU exporter, anything that exposes Prometheus' text.</summary>
public sealed record ScrapeTarget
{
    /// <summary>The label <c>job</c>.</summary>
    public required string Job { get; init; }

    /// <summary>The whole address.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whose series they are; empty for the installation's own.</summary>
    public string Project { get; init; } = "";

    /// <summary>Sent as <c>Authorization: Bearer</c>; empty where none is asked.</summary>
    public string Token { get; init; } = "";

    internal static IReadOnlyList<ScrapeTarget> Read(ConfigReader section) =>
        [.. section.List("scrape", "Where metrics are fetched: vLLM, node and GPU exporters.", One).SelectMany(t => t)];

    private static IReadOnlyList<ScrapeTarget> One(ConfigReader section)
    {
        var job = section.RequiredText("job", "The label 'job'.");
        var project = section.Text("project", "", "Whose series they are; the installation's own when absent.");
        var token = section.Secret("token", "Sent as Authorization: Bearer.") ?? "";
        var targets = new List<ScrapeTarget>();
        foreach (var text in section.Texts("targets", "Addresses: host:port, or a whole URL; /metrics when no path is named."))
        {
            var whole = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
            if (!Uri.TryCreate(whole, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                section.Reject("targets", $"'{text}' is not an address.", "Write for instance gpu-1:8000, or http://gpu-1:8000/metrics.");
                continue;
            }

            targets.Add(new ScrapeTarget { Job = job, Project = project, Token = token, Url = url.AbsolutePath == "/" ? new Uri(url, "/metrics") : url });
        }

        return targets;
    }
}
