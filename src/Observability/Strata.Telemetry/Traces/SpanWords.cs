using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Strata.Telemetry.Spans;
using Strata.Traces.Spans;
using SpanEvent = Strata.Telemetry.Spans.SpanEvent;
using SpanRecord = Strata.Telemetry.Spans.SpanRecord;
using StoredSpan = Strata.Traces.Spans.SpanRecord;

namespace Strata.Telemetry.Traces;

/// <summary>A stored span as readers see it: all that is known of it as attributes, in the GenAI conventions' names.</summary>
internal static class SpanWords
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static SpanRecord Of(StoredSpan span)
    {
        var attributes = new List<SpanAttribute>();
        Words(span, attributes);
        Messages(span, attributes);
        Copy(span.Attributes, attributes);
        return new SpanRecord
        {
            TraceId = span.TraceId.ToString("x32", CultureInfo.InvariantCulture),
            SpanId = span.SpanId.ToString("x16", CultureInfo.InvariantCulture),
            ParentId = span.ParentId == 0 ? "" : span.ParentId.ToString("x16", CultureInfo.InvariantCulture),
            Name = span.Name,
            Source = span.Origin is { Service: "strata" or "", ScopeName.Length: > 0 } ? span.Origin.ScopeName : span.Origin.Service,
            Project = span.Tenant.Project,
            Kind = span.Kind switch
            {
                SpanKind.Server => ActivityKind.Server,
                SpanKind.Client => ActivityKind.Client,
                SpanKind.Producer => ActivityKind.Producer,
                SpanKind.Consumer => ActivityKind.Consumer,
                _ => ActivityKind.Internal,
            },
            Start = DateTimeOffset.UnixEpoch.AddTicks(span.StartNs / TimeSpan.NanosecondsPerTick),
            Duration = TimeSpan.FromTicks(span.DurationNs / TimeSpan.NanosecondsPerTick),
            Status = (ActivityStatusCode)span.Status,
            StatusText = span.StatusText,
            Attributes = attributes,
            Events = [.. span.Events.Select(e => Event(e, span.StartNs))],
        };
    }

    private static SpanEvent Event(Strata.Traces.Spans.SpanEvent happened, long startNs)
    {
        var attributes = new List<SpanAttribute>();
        Copy(happened.Attributes, attributes);
        return new SpanEvent(happened.Name, TimeSpan.FromTicks((happened.TimeNs - startNs) / TimeSpan.NanosecondsPerTick), attributes);
    }

    private static void Words(StoredSpan span, List<SpanAttribute> into)
    {
        Add(into, StrataTags.Key, span.Key);
        Add(into, StrataTags.Operation, span.Operation);
        Add(into, "gen_ai.provider.name", span.Provider);
        Add(into, StrataTags.RequestModel, span.RequestModel);
        Add(into, "gen_ai.response.model", span.ResponseModel);
        Add(into, "gen_ai.conversation.id", span.Conversation);
        Add(into, "session.id", span.Session);
        Add(into, "user.id", span.User);
        Add(into, "gen_ai.tool.name", span.Tool);
        Add(into, "gen_ai.agent.name", span.Agent);
        Add(into, "error.type", span.ErrorType);
        Add(into, "gen_ai.response.finish_reasons", span.FinishReason);
        Add(into, "strata.tags", string.Join(", ", span.Tags));
        if (span.Usage.Total > 0)
        {
            Add(into, StrataTags.InputTokens, span.Usage.Prompt);
            Add(into, StrataTags.OutputTokens, span.Usage.Completion);
            if (span.Usage.CachedInput > 0)
            {
                Add(into, "gen_ai.usage.cache_read.input_tokens", span.Usage.CachedInput);
            }
        }

        if (span.CostNanos is { } nanos)
        {
            Add(into, StrataTags.CostNanos, nanos);
        }

        if (span.FirstTokenNs is { } first)
        {
            into.Add(new("strata.time_to_first_token_ms", (first / 1e6).ToString("R", CultureInfo.InvariantCulture), SpanValueKind.Number));
        }
    }

    private static void Messages(StoredSpan span, List<SpanAttribute> into)
    {
        foreach (var slot in span.Messages.Select(m => m.Slot).Distinct().Order())
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(buffer, Json))
            {
                json.WriteStartArray();
                foreach (var message in span.Messages.Where(m => m.Slot == slot))
                {
                    Message(json, message);
                }

                json.WriteEndArray();
            }

            var key = slot switch
            {
                MessageSlot.System => "gen_ai.system_instructions",
                MessageSlot.Input => "gen_ai.input.messages",
                MessageSlot.Output => "gen_ai.output.messages",
                _ => "gen_ai.tool.definitions",
            };
            Add(into, key, Encoding.UTF8.GetString(buffer.WrittenSpan));
        }
    }

    private static void Message(Utf8JsonWriter json, SpanMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role.Length > 0 ? message.Role : message.Slot == MessageSlot.Output ? "assistant" : "user");
        if (message.IsJson && message.Body.Span is [(byte)'[', ..])
        {
            json.WritePropertyName("parts");
            json.WriteRawValue(message.Body.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteString("content", Encoding.UTF8.GetString(message.Body.Span));
        }

        json.WriteEndObject();
    }

    private static void Copy(AttributeList list, List<SpanAttribute> into)
    {
        var reader = new AttributeReader(list.Bytes);
        while (reader.Next())
        {
            Value(ref reader, Encoding.UTF8.GetString(reader.Key), into);
        }
    }

    private static void Value(ref AttributeReader reader, string key, List<SpanAttribute> into)
    {
        switch (reader.Kind)
        {
            case AttributeKind.Array or AttributeKind.Map:
                var inside = reader.Inside();
                for (var i = 0; inside.Next(); i++)
                {
                    Value(ref inside, reader.Kind == AttributeKind.Array ? $"{key}.{i}" : $"{key}.{Encoding.UTF8.GetString(inside.Key)}", into);
                }

                break;
            case AttributeKind.Text:
                Add(into, key, reader.Text);
                break;
            case AttributeKind.Integer:
                Add(into, key, reader.Integer);
                break;
            case AttributeKind.Number:
                into.Add(new(key, reader.Number.ToString("R", CultureInfo.InvariantCulture), SpanValueKind.Number));
                break;
            case AttributeKind.True or AttributeKind.False:
                into.Add(new(key, reader.Kind == AttributeKind.True ? "true" : "false", SpanValueKind.Flag));
                break;
            case AttributeKind.Bytes:
                Add(into, key, Convert.ToBase64String(reader.Bytes));
                break;
        }
    }

    private static void Add(List<SpanAttribute> into, string key, long value) => into.Add(new(key, value.ToString(CultureInfo.InvariantCulture), SpanValueKind.Integer));

    private static void Add(List<SpanAttribute> into, string key, string value)
    {
        if (value.Length > 0)
        {
            into.Add(new(key, value, SpanValueKind.Text));
        }
    }
}
