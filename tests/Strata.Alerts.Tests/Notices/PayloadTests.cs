using System.Text;
using Strata.Alerts.Notices;

namespace Strata.Alerts.Tests.Notices;

public sealed class PayloadTests
{
    private static readonly DateTimeOffset T0 = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly Notice Firing = new()
    {
        GroupKey = "o/p/errors",
        Receiver = "hook",
        GroupLabels = new SortedDictionary<string, string> { ["alertname"] = "errors", ["project"] = "p" },
        ExternalUrl = "https://strata.example/alerts",
        Alerts =
        [
            Alert("00000000000000aa", "gpt-4o", null),
            Alert("00000000000000bb", "claude \"x\"", T0.AddMinutes(5)),
        ],
    };

    [Fact]
    public void A_webhook_is_told_in_alertmanagers_version_4() => Assert.Equal(
        """
        {"version":"4","groupKey":"o/p/errors","truncatedAlerts":0,"status":"firing","receiver":"hook","groupLabels":{"alertname":"errors","project":"p"},
        "commonLabels":{"alertname":"errors","severity":"critical"},"commonAnnotations":{"summary":"Too many errors"},"externalURL":"https://strata.example/alerts",
        "alerts":[{"status":"firing","labels":{"alertname":"errors","model":"gpt-4o","severity":"critical"},"annotations":{"summary":"Too many errors"},
        "startsAt":"2026-01-02T03:04:05.678Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"https://strata.example/alerts","fingerprint":"00000000000000aa"},{"status":"resolved",
        "labels":{"alertname":"errors","model":"claude \"x\"","severity":"critical"},"annotations":{"summary":"Too many errors"},"startsAt":"2026-01-02T03:04:05.678Z",
        "endsAt":"2026-01-02T03:09:05.678Z","generatorURL":"https://strata.example/alerts","fingerprint":"00000000000000bb"}]}
        """.ReplaceLineEndings(""),
        Encoding.UTF8.GetString(Payloads.Webhook(Firing)));

    [Fact]
    public void Slack_is_told_in_an_attachment() => Assert.Equal(
        """
        {"text":"[FIRING] errors","attachments":[{"color":"danger","fallback":"[FIRING] errors","text":"firing: Too many errors [model=gpt-4o,
         severity=critical] since 2026-01-02T03:04:05.678Z\nresolved: Too many errors [model=claude \"x\", severity=critical] since 2026-01-02T03:04:05.678Z","title":"Open in Strata",
        "title_link":"https://strata.example/alerts"}]}
        """.ReplaceLineEndings(""),
        Encoding.UTF8.GetString(Payloads.Slack(Firing)));

    [Fact]
    public void PagerDuty_keeps_one_incident_for_a_group()
    {
        Assert.StartsWith(
            """{"routing_key":"R0UTE","event_action":"trigger","dedup_key":"o/p/errors","client":"Strata","payload":{"summary":"[FIRING] errors","source":"p","severity":"critical",""",
            Encoding.UTF8.GetString(Payloads.PagerDuty(Firing, "R0UTE")),
            StringComparison.Ordinal);
        var over = Firing with { Alerts = [Firing.Alerts[1]] };
        Assert.Contains("""event_action":"resolve","dedup_key":"o/p/errors""", Encoding.UTF8.GetString(Payloads.PagerDuty(over, "R0UTE")), StringComparison.Ordinal);
    }

    private static NoticeAlert Alert(string fingerprint, string model, DateTimeOffset? end) => new()
    {
        IsResolved = end is not null,
        Fingerprint = fingerprint,
        StartsAt = T0,
        EndsAt = end,
        Labels = new SortedDictionary<string, string> { ["alertname"] = "errors", ["model"] = model, ["severity"] = "critical" },
        Annotations = new Dictionary<string, string> { ["summary"] = "Too many errors" },
    };
}
