using Strata.Core.Results;
using Strata.Otlp.Dialects;
using Strata.Otlp.Json;
using Strata.Otlp.Wire;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Spans;

/// <summary>
/// Decodes export requests of traces into batches of the one span model, whatever dialect they speak. Keeps its buffers from one
/// request to the next: rent one per request. What it put into a batch points into the request's bytes and into its own buffers,
/// so both stay untouched until the batch is stored; <see cref="Clear"/> then frees them. Not thread-safe.
/// </summary>
public sealed class TraceDecoder : IDisposable
{
    /// <summary>Spans of one request; more are refused as too large.</summary>
    public const int SpansMax = 32_768;

    private readonly Scratch scratch = new();
    private readonly ProtoWriter transcoded = new(2 * OtlpLimits.BodyBytesMax);
    private readonly OriginReader origins;
    private readonly SpanReader spans;

    /// <summary>A decoder.</summary>
    /// <param name="pool">Shares names and labels, also among decoders.</param>
    /// <param name="unmapped">Told of token counts that no dialect knows.</param>
    public TraceDecoder(TextPool pool, UnmappedTokens unmapped)
    {
        origins = new OriginReader(pool);
        var draft = new SpanDraft(pool, scratch, unmapped);
        var fields = new SpanFields(draft, pool, scratch);
        spans = new SpanReader(pool, draft, fields, new EarlierEvents(draft, fields, pool, scratch));
    }

    /// <summary>Adds the spans of a request to a batch.</summary>
    /// <param name="body">The request, decompressed.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="tenant">Whose the spans are: what the request was authenticated as.</param>
    /// <param name="key">The id of the key that sent them; nothing inside a span changes it.</param>
    /// <param name="batch">Where to; left as it was where the answer is a problem.</param>
    /// <returns>What was found; spans that cannot be stored are counted and left out. A body that is no request is a problem.</returns>
    public Result<DecodeOutcome> Decode(ReadOnlyMemory<byte> body, OtlpEncoding encoding, Tenant tenant, string key, SpanBatch batch)
    {
        var before = batch.Count;
        if (encoding == OtlpEncoding.Json)
        {
            transcoded.Clear();
            var written = JsonTranscoder.Write(body.Span, OtlpShapes.Traces, transcoded);
            if (!written.IsOk)
            {
                return written.Problem;
            }

            body = transcoded.Written;
        }

        var (rejected, reason, broken, full) = (0, "", false, false);
        var request = new ProtoReader(body.Span);
        while (request.Next() && !full)
        {
            if (request.Is(1))
            {
                Resource(request.Payload, (body, tenant, key, batch), ref rejected, ref reason, ref broken);
                full = batch.Count - before > SpansMax;
            }
        }

        if (!request.Broken && !broken && !full)
        {
            return new DecodeOutcome(batch.Count - before, rejected, reason);
        }

        while (batch.Count > before)
        {
            batch.RemoveLast();
        }

        return full ? new Problem(ProblemCode.TooLarge, $"A request has at most {SpansMax} spans. Send smaller batches.")
            : Problem.Invalid("The body is not an OTLP export of traces in Protocol Buffers: a field is broken.");
    }

    /// <summary>Frees what the last request needed; its batch must be stored or cleared by now.</summary>
    public void Clear()
    {
        scratch.Clear();
        transcoded.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        transcoded.Dispose();
        scratch.Dispose();
    }

    private void Resource(
        ReadOnlySpan<byte> message, (ReadOnlyMemory<byte> Body, Tenant Tenant, string Key, SpanBatch Batch) to, ref int rejected, ref string reason, ref bool broken)
    {
        ReadOnlySpan<byte> resource = default;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            resource = reader.Is(1) ? reader.Payload : resource;
        }

        broken |= reader.Broken;
        reader = new ProtoReader(message);
        while (reader.Next() && to.Batch.Count <= SpansMax)
        {
            if (reader.Is(2))
            {
                Scope(reader.Payload, resource, to, ref rejected, ref reason, ref broken);
            }
        }
    }

    private void Scope(
        ReadOnlySpan<byte> message, ReadOnlySpan<byte> resource, (ReadOnlyMemory<byte> Body, Tenant Tenant, string Key, SpanBatch Batch) to, ref int rejected, ref string reason, ref bool broken)
    {
        ReadOnlySpan<byte> scope = default;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            scope = reader.Is(1) ? reader.Payload : scope;
        }

        broken |= reader.Broken;
        var origin = origins.Get(resource, scope, ref broken);
        reader = new ProtoReader(message);
        while (reader.Next() && to.Batch.Count <= SpansMax)
        {
            if (!reader.Is(2))
            {
                continue;
            }

            var span = to.Batch.Add();
            (span.Tenant, span.Key, span.Origin) = (to.Tenant, to.Key, origin);
            if (spans.Read(reader.Payload, span, to.Body, ref broken) is { } why)
            {
                reason = reason.Length == 0 ? $"A span ('{span.Name}') {why}." : reason;
                rejected++;
                to.Batch.RemoveLast();
            }
        }
    }
}
