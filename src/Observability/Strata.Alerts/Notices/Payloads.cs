using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Strata.Alerts.Notices;

/// <summary>A message in the shape of its receiver.</summary>
public static class Payloads
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Alertmanager's webhook, version 4.</summary>
    public static byte[] Webhook(Notice notice) => Write(json =>
    {
        json.WriteString("version", "4");
        json.WriteString("groupKey", notice.GroupKey);
        json.WriteNumber("truncatedAlerts", notice.Truncated);
        json.WriteString("status", notice.IsResolved ? "resolved" : "firing");
        json.WriteString("receiver", notice.Receiver);
        Map(json, "groupLabels", notice.GroupLabels);
        Map(json, "commonLabels", Common(notice.Alerts.Select(a => a.Labels)));
        Map(json, "commonAnnotations", Common(notice.Alerts.Select(a => a.Annotations)));
        json.WriteString("externalURL", notice.ExternalUrl);
        json.WriteStartArray("alerts");
        foreach (var alert in notice.Alerts)
        {
            json.WriteStartObject();
            json.WriteString("status", alert.IsResolved ? "resolved" : "firing");
            Map(json, "labels", alert.Labels);
            Map(json, "annotations", alert.Annotations);
            json.WriteString("startsAt", Time(alert.StartsAt));
            json.WriteString("endsAt", alert.EndsAt is { } end ? Time(end) : "0001-01-01T00:00:00Z");
            json.WriteString("generatorURL", notice.ExternalUrl);
            json.WriteString("fingerprint", alert.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A message of Slack's incoming webhooks: a text, and an attachment with a line for each alert.</summary>
    public static byte[] Slack(Notice notice) => Write(json =>
    {
        json.WriteString("text", notice.Title);
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("color", notice.IsResolved ? "good" : notice.Severity == "critical" ? "danger" : "warning");
        json.WriteString("fallback", notice.Title);
        json.WriteString("text", Lines(notice, 20));
        if (notice.ExternalUrl.Length > 0)
        {
            json.WriteString("title", "Open in Strata");
            json.WriteString("title_link", notice.ExternalUrl);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>An event of PagerDuty's Events API v2; all messages about a group are one incident.</summary>
    public static byte[] PagerDuty(Notice notice, string routingKey) => Write(json =>
    {
        json.WriteString("routing_key", routingKey);
        json.WriteString("event_action", notice.IsResolved ? "resolve" : "trigger");
        json.WriteString("dedup_key", notice.GroupKey.Length <= 255 ? notice.GroupKey : notice.GroupKey[..255]);
        json.WriteString("client", "Strata");
        json.WriteStartObject("payload");
        json.WriteString("summary", notice.Title);
        json.WriteString("source", notice.GroupLabels.GetValueOrDefault("project", "strata"));
        json.WriteString("severity", notice.Severity);
        json.WriteString("timestamp", Time(notice.Alerts.Max(a => a.StartsAt)));
        json.WriteStartObject("custom_details");
        json.WriteString("alerts", Lines(notice, 50));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>A line for each alert: labels, figure, since when.</summary>
    public static string Lines(Notice notice, int most)
    {
        var text = new StringBuilder();
        foreach (var alert in notice.Alerts.Take(most))
        {
            var labels = string.Join(", ", alert.Labels.Where(l => l.Key is not ("alertname" or "project")).Select(l => $"{l.Key}={l.Value}"));
            text.Append(alert.IsResolved ? "resolved: " : "firing: ").Append(alert.Annotations.GetValueOrDefault("summary", ""));
            if (alert.Annotations.GetValueOrDefault("value") is { Length: > 0 } value && value != alert.Annotations.GetValueOrDefault("summary"))
            {
                text.Append(" (").Append(value).Append(')');
            }

            text.Append(" [").Append(labels).Append("] since ").Append(Time(alert.StartsAt)).Append('\n');
        }

        var left = notice.Alerts.Count - most + notice.Truncated;
        return (left > 0 ? text.Append(CultureInfo.InvariantCulture, $"and {left} more\n") : text).ToString().TrimEnd('\n');
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Map(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> members)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in members)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, string>> Common(IEnumerable<IReadOnlyDictionary<string, string>> maps)
    {
        var all = maps.ToList();
        return all.Count == 0 ? [] : all[0].Where(m => all.TrueForAll(other => other.TryGetValue(m.Key, out var value) && value == m.Value));
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
