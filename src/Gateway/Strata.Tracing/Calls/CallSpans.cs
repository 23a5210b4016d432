using Strata.Ledger.Rows;
using Strata.Traces.Recording;
using Strata.Traces.Spans;
using Strata.Tracing.Texts;

namespace Strata.Tracing.Calls;

/// <summary>
/// Writes a settled call as spans: one for the request, with everything that is known of it in the GenAI conventions' sense, and
/// one below it for each attempt. Tokens and prices stand at the request alone, so that sums count them once.
/// </summary>
public static class CallSpans
{
    private const int MetadataMax = 32;

    private static readonly SpanOrigin Origin = new() { Service = "strata", ScopeName = "Strata.Gateway" };

    /// <summary>Writes the spans; where too many wait they are dropped and counted.</summary>
    public static void Write(SpanRecorder recorder, in CallFacts call) => recorder.Write(call, static (buffer, facts) => Write(buffer, in facts));

    private static void Write(SpanBuffer buffer, in CallFacts call)
    {
        if (buffer.Add() is not { } span)
        {
            return;
        }

        var row = call.Row;
        Request(span, in call);
        Texts(buffer, span, in call);
        foreach (ref readonly var attempt in row.Attempts.AsSpan())
        {
            if (buffer.Add() is { } below)
            {
                Attempt(below, in call, attempt);
            }
        }
    }

    private static void Request(SpanRecord span, in CallFacts call)
    {
        var row = call.Row;
        Begin(span, in call, call.Place.SpanId, call.Place.ParentId, TimeSpan.Zero, row.Total);
        (span.Name, span.Kind, span.Operation) = ($"{call.Operation} {row.Model}", SpanKind.Server, call.Operation);
        (span.Flags, span.TraceState) = (call.Place.Flags, call.Place.State);
        (span.Provider, span.RequestModel, span.ResponseModel) = (row.Provider, row.Model, row.Deployment);
        (span.Usage, span.CostNanos) = (row.Usage, row.CostNanos);
        span.CostSource = row.CostNanos is null ? CostSource.None : row.UsageSource == UsageSource.Estimated ? CostSource.Estimated : CostSource.Gateway;
        span.FirstTokenNs = row.FirstToken?.Ticks * TimeSpan.NanosecondsPerTick;
        span.FinishReason = row.FinishReason;
        Whom(span, in call);
        (span.ErrorType, span.Status) = row.ErrorCode.Length > 0 ? (row.ErrorCode, SpanStatus.Error) : ("", row.Status == LedgerStatus.Ok ? SpanStatus.Ok : SpanStatus.Unset);

        var facts = span.Attributes;
        facts.Add("strata.request.id"u8, row.Id);
        facts.Add("strata.endpoint"u8, row.Endpoint);
        facts.Add("strata.status"u8, LedgerWords.Of(row.Status));
        facts.Add("http.response.status_code"u8, row.HttpStatus);
        Add(facts, "gen_ai.response.id"u8, row.UpstreamRequestId);
        Add(facts, "strata.route"u8, row.Route);
        Add(facts, "strata.experiment"u8, row.Experiment);
        Add(facts, "strata.cache"u8, row.CacheStatus);
        Add(facts, "strata.cut_off"u8, row.CutOff);
        if (row.Stream)
        {
            facts.Add("gen_ai.request.stream"u8, true);
        }

        if (row.UsageSource is not (UsageSource.Reported or UsageSource.None))
        {
            facts.Add("strata.usage.source"u8, LedgerWords.Of(row.UsageSource));
        }
    }

    /// <summary>Who asked and under which session and tags: what the caller is, then what the request says of itself.</summary>
    private static void Whom(SpanRecord span, in CallFacts call)
    {
        var row = call.Row;
        span.User = row.EndUser.Length > 0 ? row.EndUser : Said(in call, "user_id", "user.id", "userId") is { Length: > 0 } user ? user : row.User;
        span.Session = Said(in call, "session_id", "session.id", "sessionId");
        span.Conversation = Said(in call, "conversation_id", "thread_id", "threadId");
        foreach (ref readonly var tag in row.Tags.AsSpan())
        {
            span.Tags.Add(tag);
        }

        if (call.Metadata is { } metadata)
        {
            foreach (var (name, value) in metadata.Take(MetadataMax))
            {
                span.Attributes.Add("metadata." + name, value);
            }
        }
    }

    private static string Said(in CallFacts call, params ReadOnlySpan<string> names)
    {
        if (call.Metadata is { } metadata)
        {
            foreach (var name in names)
            {
                if (metadata.TryGetValue(name, out var value))
                {
                    return value;
                }
            }
        }

        return "";
    }

    private static void Texts(SpanBuffer buffer, SpanRecord span, in CallFacts call)
    {
        if (call.Sent is { } sent)
        {
            SentMessages.Add(span, sent, buffer.Texts, call.PromptBytesMax);
        }
        else if (!call.Prompt.IsEmpty)
        {
            var prompt = new PromptMessages(span, buffer.Texts, call.PromptBytesMax);
            prompt.AddSystem(call.System.Span);
            prompt.Add(call.Prompt.Span);
        }

        if (call.Answer is { IsEmpty: false } answer)
        {
            buffer.Texts.Begin();
            answer.WriteTo(buffer.Texts);
            span.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", buffer.Texts.End()));
        }
    }

    private static void Attempt(SpanRecord span, in CallFacts call, LedgerAttempt attempt)
    {
        Begin(span, in call, call.Place.AttemptSpan(attempt.Number), call.Place.SpanId, attempt.Started, attempt.Duration);
        (span.Name, span.Kind, span.Flags) = ($"attempt {attempt.Deployment}", SpanKind.Client, 1);
        (span.Provider, span.RequestModel) = (attempt.Provider, attempt.Deployment);
        span.FirstTokenNs = attempt.FirstToken?.Ticks * TimeSpan.NanosecondsPerTick;
        (span.ErrorType, span.Status) = attempt.Reason.Length > 0 ? (attempt.Reason, SpanStatus.Error) : ("", attempt.Outcome == AttemptOutcome.Ok ? SpanStatus.Ok : SpanStatus.Unset);

        var facts = span.Attributes;
        facts.Add("strata.attempt"u8, attempt.Number);
        facts.Add("strata.outcome"u8, LedgerWords.Of(attempt.Outcome));
        Add(facts, "strata.credential"u8, attempt.Credential);
        if (attempt.HttpStatus > 0)
        {
            facts.Add("http.response.status_code"u8, attempt.HttpStatus);
        }
    }

    private static void Begin(SpanRecord span, in CallFacts call, ulong id, ulong parent, TimeSpan after, TimeSpan length)
    {
        var row = call.Row;
        (span.Tenant, span.Key, span.Origin) = (new Tenant(row.Organization, row.Project), row.KeyId, Origin);
        (span.TraceId, span.SpanId, span.ParentId) = (call.Place.TraceId, id, parent);
        span.StartNs = (row.At + after - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        span.EndNs = span.StartNs + (length.Ticks * TimeSpan.NanosecondsPerTick);
    }

    private static void Add(AttributeList facts, ReadOnlySpan<byte> key, string value)
    {
        if (value.Length > 0)
        {
            facts.Add(key, value);
        }
    }
}
