using System.Buffers.Binary;
using Strata.Core.Results;
using Strata.Otlp.Dialects;
using Strata.Otlp.Json;
using Strata.Otlp.Spans;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Logs;

/// <summary>
/// Decodes export requests of logs. A record of a trace becomes a moment of it: a span without duration below the span that wrote it,
/// operation <c>log</c>, so that it is stored, found and forgotten with its trace. Its id is made of its bytes: a record that is
/// sent again is the same one. Records outside of traces have no place here and are counted as rejected. Not thread-safe.
/// </summary>
public sealed class LogDecoder : IDisposable
{
    /// <summary>The operation of a log record.</summary>
    public const string Operation = "log";

    private readonly Scratch scratch = new();
    private readonly ProtoWriter transcoded = new(2 * OtlpLimits.BodyBytesMax);
    private readonly TextPool pool;
    private readonly OriginReader origins;
    private readonly SpanDraft draft;
    private readonly SpanFields fields;
    private readonly EarlierEvents events;

    /// <summary>A decoder.</summary>
    /// <param name="pool">Shares names and labels, also among decoders.</param>
    /// <param name="unmapped">Told of token counts that no dialect knows.</param>
    public LogDecoder(TextPool pool, UnmappedTokens unmapped)
    {
        this.pool = pool;
        origins = new OriginReader(pool);
        draft = new SpanDraft(pool, scratch, unmapped);
        fields = new SpanFields(draft, pool, scratch);
        events = new EarlierEvents(draft, fields, pool, scratch);
    }

    /// <summary>Adds the records of a request to a batch; see <see cref="TraceDecoder.Decode"/>, whose rules hold here too.</summary>
    public Result<DecodeOutcome> Decode(ReadOnlyMemory<byte> body, OtlpEncoding encoding, Tenant tenant, string key, SpanBatch batch)
    {
        if (encoding == OtlpEncoding.Json)
        {
            transcoded.Clear();
            var written = JsonTranscoder.Write(body.Span, OtlpShapes.Logs, transcoded);
            if (!written.IsOk)
            {
                return written.Problem;
            }

            body = transcoded.Written;
        }

        var (before, rejected, broken) = (batch.Count, 0, false);
        var request = new ProtoReader(body.Span);
        while (request.Next() && batch.Count - before <= TraceDecoder.SpansMax)
        {
            if (request.Is(1))
            {
                Resource(request.Payload, (body, tenant, key, batch), ref rejected, ref broken);
            }
        }

        var full = batch.Count - before > TraceDecoder.SpansMax;
        if (!request.Broken && !broken && !full)
        {
            return new DecodeOutcome(batch.Count - before, rejected, rejected == 0 ? "" : "A log record has no trace id: logs are kept with their traces.");
        }

        while (batch.Count > before)
        {
            batch.RemoveLast();
        }

        return full ? new Problem(ProblemCode.TooLarge, $"A request has at most {TraceDecoder.SpansMax} log records. Send smaller batches.")
            : Problem.Invalid("The body is not an OTLP export of logs in Protocol Buffers: a field is broken.");
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

    private void Resource(ReadOnlySpan<byte> message, (ReadOnlyMemory<byte> Body, Tenant Tenant, string Key, SpanBatch Batch) to, ref int rejected, ref bool broken)
    {
        ReadOnlySpan<byte> resource = default;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            resource = reader.Is(1) ? reader.Payload : resource;
        }

        broken |= reader.Broken;
        reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (!reader.Is(2))
            {
                continue;
            }

            ReadOnlySpan<byte> scope = default;
            var inner = new ProtoReader(reader.Payload);
            while (inner.Next())
            {
                scope = inner.Is(1) ? inner.Payload : scope;
            }

            broken |= inner.Broken;
            var origin = origins.Get(resource, scope, ref broken);
            inner = new ProtoReader(reader.Payload);
            while (inner.Next() && to.Batch.Count <= TraceDecoder.SpansMax)
            {
                if (inner.Is(2))
                {
                    var span = to.Batch.Add();
                    (span.Tenant, span.Key, span.Origin) = (to.Tenant, to.Key, origin);
                    if (!Record(inner.Payload, span, to.Body, ref broken))
                    {
                        to.Batch.RemoveLast();
                        rejected++;
                    }
                }
            }
        }
    }

    private bool Record(ReadOnlySpan<byte> message, SpanRecord span, ReadOnlyMemory<byte> body, ref bool broken)
    {
        draft.Begin(span, body);
        ReadOnlySpan<byte> name = default, severity = default;
        WireValue text = default;
        var (time, observed) = (0L, 0L);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.Kind == WireKind.Fixed64:
                    time = (long)Math.Min(reader.Bits, long.MaxValue);
                    break;
                case 2 when reader.Kind == WireKind.Varint:
                    draft.Keep("log.severity_number"u8, new WireValue(AttributeKind.Integer, reader.Bits, default));
                    break;
                case 3 when reader.Kind == WireKind.Bytes:
                    severity = reader.Payload;
                    draft.Keep("log.severity"u8, new WireValue(AttributeKind.Text, 0, severity));
                    break;
                case 5 when reader.Kind == WireKind.Bytes:
                    text = WireValue.Read(reader.Payload, ref broken);
                    break;
                case 6 when reader.Kind == WireKind.Bytes:
                    var pair = WirePair.Read(reader.Payload, ref broken);
                    if (name.IsEmpty && pair.Value.Kind == AttributeKind.Text && pair.Key.SequenceEqual("event.name"u8))
                    {
                        name = pair.Value.Raw;
                    }
                    else
                    {
                        draft.Add(pair.Key, pair.Value);
                    }

                    break;
                case 8 when reader.Kind == WireKind.Fixed32:
                    span.Flags = (uint)reader.Bits;
                    break;
                case 9 when reader.Kind == WireKind.Bytes:
                    span.TraceId = reader.Payload.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(reader.Payload) : 0;
                    break;
                case 10 when reader.Kind == WireKind.Bytes:
                    span.ParentId = reader.Payload.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(reader.Payload) : 0;
                    break;
                case 11 when reader.Kind == WireKind.Fixed64:
                    observed = (long)Math.Min(reader.Bits, long.MaxValue);
                    break;
                case 12 when reader.Kind == WireKind.Bytes:
                    name = reader.Payload;
                    break;
            }
        }

        broken |= reader.Broken;
        span.Name = pool.Get(SpanDraft.Cut(name.IsEmpty ? (severity.IsEmpty ? "log"u8 : severity) : name, 256));
        (span.Kind, span.Operation, span.SpanId) = (SpanKind.Internal, Operation, Fingerprint(message));
        span.StartNs = span.EndNs = time > 0 ? time : observed;
        if (EarlierEvents.IsMessage(name))
        {
            events.TakeBody(name, text);
        }
        else if (text.Kind != AttributeKind.Empty)
        {
            fields.Split(MessageSlot.Output, events.AsText(text), "");
        }

        fields.FillTexts();
        broken |= draft.Broken;
        return span.TraceId != 0 && span.StartNs > 0;
    }

    /// <summary>FNV-1a over the record: the same in every process, so that a repetition is recognised after a restart too.</summary>
    private static ulong Fingerprint(ReadOnlySpan<byte> message)
    {
        var hash = 0xcbf2_9ce4_8422_2325UL;
        foreach (var b in message)
        {
            hash = (hash ^ b) * 0x100_0000_01b3;
        }

        return hash == 0 ? 1 : hash;
    }
}
