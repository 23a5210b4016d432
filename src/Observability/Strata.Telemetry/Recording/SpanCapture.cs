using System.Diagnostics;
using System.Globalization;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Recording;

/// <summary>
/// Turns an activity into a bounded record. Runs on the thread that ends the activity, so it copies and nothing else: texts
/// that fit are referenced, only long ones are cut.
/// </summary>
internal sealed class SpanCapture(SpanLimits limits)
{
    public SpanRecord Take(Activity activity)
    {
        var events = new List<SpanEvent>();
        foreach (ref readonly var happened in activity.EnumerateEvents())
        {
            if (events.Count == limits.EventsMax)
            {
                break;
            }

            events.Add(new SpanEvent(Cut(happened.Name, limits.NameCharsMax), happened.Timestamp - activity.StartTimeUtc, Tags(happened.EnumerateTagObjects())));
        }

        return new SpanRecord
        {
            TraceId = activity.TraceId.ToHexString(),
            SpanId = activity.SpanId.ToHexString(),
            ParentId = activity.ParentSpanId == default ? "" : activity.ParentSpanId.ToHexString(),
            Name = Cut(activity.DisplayName, limits.NameCharsMax),
            Source = Cut(activity.Source.Name, limits.NameCharsMax),
            Project = activity.GetTagItem(StrataTags.Project) as string ?? "",
            Kind = activity.Kind,
            Start = new DateTimeOffset(activity.StartTimeUtc, TimeSpan.Zero),
            Duration = activity.Duration,
            Status = activity.Status,
            StatusText = Cut(activity.StatusDescription ?? "", 4 * limits.NameCharsMax),
            Attributes = Tags(activity.EnumerateTagObjects()),
            Events = events.Count == 0 ? [] : events,
        };
    }

    private List<SpanAttribute> Tags(Activity.Enumerator<KeyValuePair<string, object?>> tags)
    {
        var list = new List<SpanAttribute>(8);
        foreach (ref readonly var tag in tags)
        {
            if (list.Count == limits.AttributesMax)
            {
                break;
            }

            if (tag.Value is not null)
            {
                list.Add(Attribute(Cut(tag.Key, limits.NameCharsMax), tag.Value));
            }
        }

        return list;
    }

    private SpanAttribute Attribute(string key, object value) => value switch
    {
        string text => new(key, Cut(text, limits.ValueCharsMax), SpanValueKind.Text),
        bool flag => new(key, flag ? "true" : "false", SpanValueKind.Flag),
        int or long or short or byte or uint => new(key, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), SpanValueKind.Integer),
        double or float or decimal => new(key, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), SpanValueKind.Number),
        IEnumerable<string> texts => new(key, Cut(string.Join(", ", texts.Take(limits.AttributesMax)), limits.ValueCharsMax), SpanValueKind.Text),
        _ => new(key, Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", limits.ValueCharsMax), SpanValueKind.Text),
    };

    /// <summary>The text, or its beginning with the whole length noted; never half a surrogate pair.</summary>
    private static string Cut(string text, int charsMax)
    {
        if (text.Length <= charsMax)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… [cut: {text.Length} characters]");
    }
}
