using Strata.Core.Results;
using Strata.Otlp.Dialects;
using Strata.Otlp.Json;
using Strata.Otlp.Spans;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Metrics;

/// <summary>Decodes export requests of metrics point by point. Keeps its buffers from one request to the next. Not thread-safe.</summary>
/// <param name="pool">Shares names and labels.</param>
public sealed class MetricsDecoder(TextPool pool) : IDisposable
{
    private readonly ProtoWriter transcoded = new(2 * OtlpLimits.BodyBytesMax);
    private readonly MetricPoint point = new();
    private readonly LabelSet labels = new(pool);

    /// <summary>
    /// Hands the points of a request to a sink. The request is walked once before, so that one that is broken changes nothing.
    /// </summary>
    public Result<DecodeOutcome> Decode(ReadOnlyMemory<byte> body, OtlpEncoding encoding, IPointSink sink)
    {
        if (encoding == OtlpEncoding.Json)
        {
            transcoded.Clear();
            var written = JsonTranscoder.Write(body.Span, OtlpShapes.Metrics, transcoded);
            if (!written.IsOk)
            {
                return written.Problem;
            }

            body = transcoded.Written;
        }

        Result<DecodeOutcome> answer = Walk(body.Span, null, out _) ? Answer(body.Span, sink)
            : Problem.Invalid("The body is not an OTLP export of metrics in Protocol Buffers: a field is broken.");
        transcoded.Clear();
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => transcoded.Dispose();

    private DecodeOutcome Answer(ReadOnlySpan<byte> body, IPointSink sink)
    {
        Walk(body, sink, out var outcome);
        return outcome;
    }

    private bool Walk(ReadOnlySpan<byte> body, IPointSink? sink, out DecodeOutcome outcome)
    {
        var (sound, taken, rejected, reason) = (true, 0, 0, "");
        var request = new ProtoReader(body);
        while (request.Next())
        {
            if (!request.Is(1))
            {
                continue;
            }

            ReadOnlySpan<byte> resource = default;
            var reader = new ProtoReader(request.Payload);
            while (reader.Next())
            {
                resource = reader.Is(1) ? reader.Payload : resource;
            }

            sound &= !reader.Broken;
            reader = new ProtoReader(request.Payload);
            while (reader.Next())
            {
                if (reader.Is(2))
                {
                    var scope = new ProtoReader(reader.Payload);
                    while (scope.Next())
                    {
                        if (scope.Is(2))
                        {
                            sound &= Metric(scope.Payload, resource, sink, ref taken, ref rejected, ref reason);
                        }
                    }

                    sound &= !scope.Broken;
                }
            }
        }

        outcome = new DecodeOutcome(taken, rejected, reason);
        return sound && !request.Broken;
    }

    private bool Metric(ReadOnlySpan<byte> message, ReadOnlySpan<byte> resource, IPointSink? sink, ref int taken, ref int rejected, ref string reason)
    {
        ReadOnlySpan<byte> data = default;
        var field = 0;
        (point.Name, point.Description, point.Unit) = ("", "", "");
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Kind != WireKind.Bytes)
            {
                continue;
            }

            switch (reader.Field)
            {
                case 1:
                    point.Name = pool.Get(SpanDraft.Cut(reader.Payload, 256));
                    break;
                case 2:
                    point.Description = pool.Get(SpanDraft.Cut(reader.Payload, 1024));
                    break;
                case 3:
                    point.Unit = pool.Get(SpanDraft.Cut(reader.Payload, 64));
                    break;
                case 5 or 7 or 9 or 10 or 11:
                    field = reader.Field;
                    data = reader.Payload;
                    break;
            }
        }

        return !reader.Broken && (field == 0 || Points(data, field, resource, sink, ref taken, ref rejected, ref reason));
    }

    private bool Points(ReadOnlySpan<byte> data, int field, ReadOnlySpan<byte> resource, IPointSink? sink, ref int taken, ref int rejected, ref string reason)
    {
        var (delta, monotonic) = (false, false);
        var reader = new ProtoReader(data);
        while (reader.Next())
        {
            if (reader is { Field: 2, Kind: WireKind.Varint })
            {
                delta = reader.Bits == 1;
            }
            else if (reader is { Field: 3, Kind: WireKind.Varint })
            {
                monotonic = reader.Bits != 0;
            }
        }

        point.IsDelta = delta;
        point.Kind = field switch
        {
            5 => PointKind.Gauge,
            7 => monotonic ? PointKind.Counter : PointKind.UpDownCounter,
            9 => PointKind.Histogram,
            10 => PointKind.Exponential,
            _ => PointKind.Summary,
        };
        var sound = !reader.Broken;
        reader = new ProtoReader(data);
        while (reader.Next())
        {
            if (!reader.Is(1))
            {
                continue;
            }

            point.Clear();
            sound &= PointReader.Read(reader.Payload, point);
            if (sink is null)
            {
                continue;
            }

            point.Labels = Labels(reader.Payload, resource);
            if (sink.Accept(point) is { } why)
            {
                reason = reason.Length == 0 ? $"A point of '{point.Name}' {why}." : reason;
                rejected++;
            }
            else
            {
                taken++;
            }
        }

        return sound;
    }

    private ReadOnlyMemory<char> Labels(ReadOnlySpan<byte> message, ReadOnlySpan<byte> resource)
    {
        labels.Clear();
        var (service, space, instance, broken) = ("", "", "", false);
        var reader = new ProtoReader(resource);
        while (reader.Next())
        {
            if (!reader.Is(1))
            {
                continue;
            }

            var pair = WirePair.Read(reader.Payload, ref broken);
            if (pair.Value.Kind == AttributeKind.Text)
            {
                service = pair.Key.SequenceEqual("service.name"u8) ? pool.Get(SpanDraft.Cut(pair.Value.Raw, 256)) : service;
                space = pair.Key.SequenceEqual("service.namespace"u8) ? pool.Get(SpanDraft.Cut(pair.Value.Raw, 256)) : space;
                instance = pair.Key.SequenceEqual("service.instance.id"u8) ? pool.Get(SpanDraft.Cut(pair.Value.Raw, 256)) : instance;
            }
        }

        labels.Add("job", space.Length > 0 ? space + "/" + service : service);
        labels.Add("instance", instance);
        reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(PointReader.Attributes(point.Kind)))
            {
                labels.Add(WirePair.Read(reader.Payload, ref broken));
            }
        }

        return labels.Write();
    }
}
