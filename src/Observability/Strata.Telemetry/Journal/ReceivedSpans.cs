using System.Diagnostics;
using System.Globalization;
using System.Text;
using Strata.Core.Results;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Traces;
using Strata.Traces.Spans;
using SpanEvent = Strata.Telemetry.Spans.SpanEvent;
using SpanRecord = Strata.Telemetry.Spans.SpanRecord;

namespace Strata.Telemetry.Journal;

/// <summary>
/// Spans from outside, into the same journal and memory as our own; acknowledged when the journal has them. The journal comes first: a
/// batch that it refused is in neither, and is taken when it is sent again.
/// </summary>
internal sealed class ReceivedSpans(SpanStore store, SpanJournal journal, SpanLimits limits) : ISpanSink
{
    /// <inheritdoc/>
    public async ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken)
    {
        var spans = new List<SpanRecord>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            spans.Add(Convert(batch[i]));
        }

        if (spans.Count > 0 && !await journal.AppendAsync(spans, cancellationToken))
        {
            return new Problem(ProblemCode.StorageFailed, "The disk refused the spans; nothing of them is promised. Send them again.");
        }

        var stored = 0;
        foreach (var span in spans)
        {
            stored += store.Add(span) ? 1 : 0;
        }

        return new AppendOutcome(stored, batch.Count - stored, 0, null);
    }

    private SpanRecord Convert(Strata.Traces.Spans.SpanRecord span)
    {
        var attributes = new List<SpanAttribute>();
        Words(span, attributes);
        foreach (var message in span.Messages)
        {
            Add(attributes, $"gen_ai.{message.Slot.ToString().ToLowerInvariant()}.{attributes.Count}{(message.Role.Length > 0 ? "." : "")}{message.Role}", Encoding.UTF8.GetString(message.Body.Span));
        }

        Copy(span.Attributes, attributes);
        var start = DateTimeOffset.UnixEpoch.AddTicks(span.StartNs / TimeSpan.NanosecondsPerTick);
        return new SpanRecord
        {
            TraceId = span.TraceId.ToString("x32", CultureInfo.InvariantCulture),
            SpanId = span.SpanId.ToString("x16", CultureInfo.InvariantCulture),
            ParentId = span.ParentId == 0 ? "" : span.ParentId.ToString("x16", CultureInfo.InvariantCulture),
            Name = Cut(span.Name, limits.NameCharsMax),
            Source = Cut(span.Origin.Service.Length > 0 ? span.Origin.Service : span.Origin.ScopeName, limits.NameCharsMax),
            Project = span.Tenant.Project,
            Kind = span.Kind switch
            {
                SpanKind.Server => ActivityKind.Server,
                SpanKind.Client => ActivityKind.Client,
                SpanKind.Producer => ActivityKind.Producer,
                SpanKind.Consumer => ActivityKind.Consumer,
                _ => ActivityKind.Internal,
            },
            Start = start,
            Duration = TimeSpan.FromTicks(span.DurationNs / TimeSpan.NanosecondsPerTick),
            Status = (ActivityStatusCode)span.Status,
            StatusText = Cut(span.StatusText, 4 * limits.NameCharsMax),
            Attributes = attributes,
            Events = [.. span.Events.Take(limits.EventsMax).Select(e => Convert(e, span.StartNs))],
        };
    }

    private SpanEvent Convert(Strata.Traces.Spans.SpanEvent happened, long startNs)
    {
        var attributes = new List<SpanAttribute>();
        Copy(happened.Attributes, attributes);
        return new SpanEvent(Cut(happened.Name, limits.NameCharsMax), TimeSpan.FromTicks((happened.TimeNs - startNs) / TimeSpan.NanosecondsPerTick), attributes);
    }

    private void Words(Strata.Traces.Spans.SpanRecord span, List<SpanAttribute> into)
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
        Add(into, "gen_ai.response.finish_reason", span.FinishReason);
        if (span.Usage.Total > 0)
        {
            into.Add(new(StrataTags.InputTokens, span.Usage.Prompt.ToString(CultureInfo.InvariantCulture), SpanValueKind.Integer));
            into.Add(new(StrataTags.OutputTokens, span.Usage.Completion.ToString(CultureInfo.InvariantCulture), SpanValueKind.Integer));
        }

        if (span.CostNanos is { } nanos)
        {
            into.Add(new(StrataTags.CostNanos, nanos.ToString(CultureInfo.InvariantCulture), SpanValueKind.Integer));
        }
    }

    private void Copy(AttributeList list, List<SpanAttribute> into)
    {
        var reader = new AttributeReader(list.Bytes);
        while (reader.Next())
        {
            var key = Encoding.UTF8.GetString(reader.Key);
            if (!key.StartsWith("strata.", StringComparison.Ordinal))
            {
                Value(ref reader, key, into);
            }
        }
    }

    private void Value(ref AttributeReader reader, string key, List<SpanAttribute> into)
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
                Add(into, key, reader.Integer.ToString(CultureInfo.InvariantCulture), SpanValueKind.Integer);
                break;
            case AttributeKind.Number:
                Add(into, key, reader.Number.ToString("R", CultureInfo.InvariantCulture), SpanValueKind.Number);
                break;
            case AttributeKind.True or AttributeKind.False:
                Add(into, key, reader.Kind == AttributeKind.True ? "true" : "false", SpanValueKind.Flag);
                break;
            case AttributeKind.Bytes:
                Add(into, key, System.Convert.ToBase64String(reader.Bytes));
                break;
        }
    }

    private void Add(List<SpanAttribute> into, string key, string value, SpanValueKind kind = SpanValueKind.Text)
    {
        if (value.Length > 0 && into.Count < limits.AttributesMax)
        {
            into.Add(new(Cut(key, limits.NameCharsMax), Cut(value, limits.ValueCharsMax), kind));
        }
    }

    private static string Cut(string text, int charsMax) => text.Length <= charsMax ? text : text[..(char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax)];
}
