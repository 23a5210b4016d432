using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Strata.Telemetry.Spans;
using Strata.Traces.Recording;
using Strata.Traces.Spans;
using SpanEvent = Strata.Traces.Spans.SpanEvent;
using SpanRecord = Strata.Traces.Spans.SpanRecord;

namespace Strata.Telemetry.Recording;

/// <summary>
/// An activity as a span. Words of the GenAI conventions fill their members; counts of tokens stay attributes, because the call's own
/// span states them and sums must not count them twice.
/// </summary>
internal static class ActivitySpan
{
    private const int AttributesMax = 64;
    private const int EventsMax = 32;
    private const int NameCharsMax = 256;
    private const int ValueCharsMax = 16_384;

    private static readonly ConcurrentDictionary<string, SpanOrigin> Origins = new(StringComparer.Ordinal); // as many as there are sources

    public static void Write(SpanBuffer buffer, Activity activity)
    {
        if (buffer.Add() is not { } span)
        {
            return;
        }

        Span<byte> id = stackalloc byte[16];
        activity.TraceId.CopyTo(id);
        span.TraceId = BinaryPrimitives.ReadUInt128BigEndian(id);
        span.SpanId = Id(activity.SpanId);
        span.ParentId = activity.ParentSpanId == default ? 0 : Id(activity.ParentSpanId);
        span.Name = Cut(activity.DisplayName, NameCharsMax);
        span.Origin = Origins.GetOrAdd(activity.Source.Name, static name => new SpanOrigin { Service = "strata", ScopeName = name });
        span.Kind = activity.Kind switch
        {
            ActivityKind.Server => SpanKind.Server,
            ActivityKind.Client => SpanKind.Client,
            ActivityKind.Producer => SpanKind.Producer,
            ActivityKind.Consumer => SpanKind.Consumer,
            _ => SpanKind.Internal,
        };
        span.StartNs = (activity.StartTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        span.EndNs = span.StartNs + (activity.Duration.Ticks * TimeSpan.NanosecondsPerTick);
        span.Status = (SpanStatus)activity.Status;
        span.StatusText = Cut(activity.StatusDescription ?? "", 4 * NameCharsMax);
        span.Tenant = new Tenant(activity.GetTagItem(StrataTags.Organization) as string ?? "", activity.GetTagItem(StrataTags.Project) as string ?? "");
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            if (tag.Value is not null && !IsWord(span, tag.Key, tag.Value))
            {
                Keep(span, tag.Key, tag.Value);
            }
        }

        Events(span, activity);
    }

    /// <summary>Whether a member of the span holds the tag.</summary>
    private static bool IsWord(SpanRecord span, string key, object value)
    {
        switch (key, value)
        {
            case (StrataTags.Organization or StrataTags.Project, _):
                return true;
            case (StrataTags.Key, string text):
                span.Key = text;
                return true;
            case (StrataTags.Operation, string text):
                span.Operation = text;
                return true;
            case ("gen_ai.provider.name", string text):
                span.Provider = text;
                return true;
            case (StrataTags.RequestModel, string text):
                span.RequestModel = text;
                return true;
            case ("error.type", string text):
                span.ErrorType = text;
                return true;
            case ("gen_ai.response.finish_reasons", string[] and [var first, ..]):
                span.FinishReason = first;
                return true;
            default:
                return false;
        }
    }

    private static void Keep(SpanRecord span, string key, object value)
    {
        if (span.Attributes.Count >= AttributesMax)
        {
            span.DroppedAttributes++;
            return;
        }

        Add(span.Attributes, key, value);
    }

    private static void Add(AttributeList into, string key, object value)
    {
        key = Cut(key, NameCharsMax);
        switch (value)
        {
            case bool flag:
                into.Add(key, flag);
                break;
            case int or long or short or byte or uint:
                into.Add(key, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float or decimal:
                into.Add(key, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string> texts:
                into.Add(key, Cut(string.Join(", ", texts.Take(AttributesMax)), ValueCharsMax));
                break;
            default:
                into.Add(key, Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", ValueCharsMax));
                break;
        }
    }

    private static void Events(SpanRecord span, Activity activity)
    {
        foreach (ref readonly var happened in activity.EnumerateEvents())
        {
            if (span.Events.Count == EventsMax)
            {
                span.DroppedEvents++;
                continue;
            }

            var kept = new SpanEvent
            {
                Name = Cut(happened.Name, NameCharsMax),
                TimeNs = (happened.Timestamp - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
            };
            foreach (ref readonly var tag in happened.EnumerateTagObjects())
            {
                if (tag.Value is not null && kept.Attributes.Count < AttributesMax)
                {
                    Add(kept.Attributes, tag.Key, tag.Value);
                }
            }

            span.Events.Add(kept);
        }
    }

    private static ulong Id(ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[8];
        id.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

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
