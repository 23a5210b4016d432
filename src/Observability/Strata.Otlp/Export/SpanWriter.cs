using System.Buffers.Binary;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Export;

/// <summary>
/// Writes a batch as an OTLP export request of traces in the GenAI conventions' current names, which Langfuse, Phoenix, Datadog and
/// Tempo read: spans by their origin, in the order of the batch. Requests of one receiver may be laid behind each other: together
/// they are one. Reused; not thread-safe.
/// </summary>
public sealed class SpanWriter : IDisposable
{
    private readonly ProtoWriter writer = new();
    private readonly AttributeWriter attributes;
    private readonly ConversationWriter conversation;

    /// <summary>A writer.</summary>
    /// <param name="mask">What may not leave.</param>
    public SpanWriter(ITextMask mask)
    {
        attributes = new AttributeWriter(writer, mask);
        conversation = new ConversationWriter(attributes, mask);
    }

    /// <summary>Writes the spans of a batch that pass.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="keep">Which spans.</param>
    /// <returns>The request, valid until the next call, and how many spans it holds.</returns>
    public (ReadOnlyMemory<byte> Request, int Spans) Write(SpanBatch batch, Predicate<SpanRecord> keep)
    {
        writer.Clear();
        var spans = 0;
        for (var at = 0; at < batch.Count;)
        {
            var origin = batch[at].Origin;
            var (resource, scope) = Begin(origin);
            for (; at < batch.Count && ReferenceEquals(batch[at].Origin, origin); at++)
            {
                if (keep(batch[at]))
                {
                    Span(batch[at]);
                    spans++;
                }
            }

            writer.End(scope);
            writer.End(resource);
        }

        return spans == 0 || writer.IsFull ? (default, 0) : (writer.Written, spans);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        conversation.Dispose();
    }

    private (int Resource, int Scope) Begin(SpanOrigin origin)
    {
        var resourceSpans = writer.Begin(1);
        var resource = writer.Begin(1);
        attributes.List(1, origin.Resource.Span);
        if (origin.Resource.IsEmpty)
        {
            attributes.Text(1, "service.name"u8, origin.Service.Length > 0 ? origin.Service : "strata");
        }

        writer.End(resource);
        var scopeSpans = writer.Begin(2);
        var scope = writer.Begin(1);
        writer.Text(1, origin.ScopeName);
        writer.Text(2, origin.ScopeVersion);
        attributes.List(3, origin.Scope.Span);
        writer.End(scope);
        return (resourceSpans, scopeSpans);
    }

    private void Span(SpanRecord span)
    {
        var mark = writer.Begin(2);
        Id(1, span.TraceId);
        Id(2, span.SpanId);
        if (span.TraceState.Length > 0)
        {
            writer.Text(3, span.TraceState);
        }

        if (span.ParentId != 0)
        {
            Id(4, span.ParentId);
        }

        writer.Text(5, span.Name);
        writer.Varint(6, (ulong)span.Kind);
        writer.Fixed64(7, (ulong)span.StartNs);
        writer.Fixed64(8, (ulong)span.EndNs);
        Facts(span);
        conversation.Write(span);
        attributes.List(9, span.Attributes.Bytes);
        foreach (var happened in span.Events)
        {
            var inner = writer.Begin(11);
            writer.Fixed64(1, (ulong)happened.TimeNs);
            writer.Text(2, happened.Name);
            attributes.List(3, happened.Attributes.Bytes);
            writer.End(inner);
        }

        foreach (var link in span.Links)
        {
            var inner = writer.Begin(13);
            Id(1, link.TraceId);
            Id(2, link.SpanId);
            attributes.List(4, link.Attributes.Bytes);
            writer.End(inner);
        }

        if (span.Status != SpanStatus.Unset)
        {
            var status = writer.Begin(15);
            writer.Text(2, attributes.Masked(span.StatusText));
            writer.Varint(3, (ulong)span.Status);
            writer.End(status);
        }

        if (span.Flags != 0)
        {
            writer.Fixed32(16, span.Flags);
        }

        writer.End(mark);
    }

    private void Facts(SpanRecord span)
    {
        attributes.Word("gen_ai.operation.name"u8, span.Operation);
        attributes.Word("gen_ai.provider.name"u8, span.Provider);
        attributes.Word("gen_ai.request.model"u8, span.RequestModel);
        attributes.Word("gen_ai.response.model"u8, span.ResponseModel);
        attributes.Word("gen_ai.conversation.id"u8, span.Conversation);
        attributes.Word("session.id"u8, span.Session);
        attributes.Word("user.id"u8, span.User);
        attributes.Word("error.type"u8, span.ErrorType);
        attributes.Word("gen_ai.tool.name"u8, span.Tool);
        attributes.Word("gen_ai.agent.name"u8, span.Agent);
        if (span.FinishReason.Length > 0)
        {
            attributes.Words("gen_ai.response.finish_reasons"u8, [span.FinishReason]);
        }

        if (span.Tags.Count > 0)
        {
            attributes.Words("tag.tags"u8, span.Tags);
        }

        if (span.Usage.Total > 0)
        {
            var usage = span.Usage;
            attributes.Whole("gen_ai.usage.input_tokens"u8, usage.Prompt);
            attributes.Whole("gen_ai.usage.output_tokens"u8, usage.Completion);
            attributes.Some("gen_ai.usage.cache_read.input_tokens"u8, usage.CachedInput);
            attributes.Some("gen_ai.usage.cache_creation.input_tokens"u8, usage.CacheWrite + usage.CacheWriteLong);
            attributes.Some("gen_ai.usage.reasoning.output_tokens"u8, usage.Reasoning);
            attributes.Some("gen_ai.usage.audio.input_tokens"u8, usage.AudioInput);
            attributes.Some("gen_ai.usage.audio.output_tokens"u8, usage.AudioOutput);
            attributes.Some("gen_ai.usage.image.input_tokens"u8, usage.ImageInput);
            attributes.Some("gen_ai.usage.image.output_tokens"u8, usage.ImageOutput);
        }

        if (span.CostNanos is { } nanos)
        {
            attributes.Number("gen_ai.usage.cost.amount"u8, nanos / 1e9);
            attributes.Word("gen_ai.usage.cost.currency"u8, "USD");
            attributes.Whole("strata.cost.nanos"u8, nanos);
        }

        if (span.FirstTokenNs is { } first)
        {
            attributes.Number("gen_ai.response.time_to_first_chunk"u8, first / 1e9);
        }
    }

    private void Id(int field, UInt128 id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        writer.Bytes(field, bytes);
    }

    private void Id(int field, ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        writer.Bytes(field, bytes);
    }
}
