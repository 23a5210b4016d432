using System.Buffers;
using Strata.Core.Results;
using Strata.Otlp.Dialects;
using Strata.Otlp.Spans;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Metrics;

/// <summary>
/// Decodes Prometheus' remote write, 1.0 and 2.0: one Snappy block of Protocol Buffers. A sample becomes a point without a type, under
/// the name it has. Native histograms are counted as rejected. Not thread-safe.
/// </summary>
/// <param name="pool">Shares names and labels.</param>
public sealed class RemoteWriteDecoder(TextPool pool)
{
    private const int SymbolsMax = 1_000_000;

    /// <summary>The bits that Prometheus writes where a series ends.</summary>
    private const ulong StaleNaN = 0x7ff0_0000_0000_0002;

    private readonly MetricPoint point = new() { Kind = PointKind.Untyped };
    private readonly LabelSet labels = new(pool);
    private readonly List<Range> symbols = [];

    /// <summary>Hands the samples of a request to a sink.</summary>
    /// <param name="body">The Snappy block.</param>
    /// <param name="second">Whether it is a request of version 2.</param>
    /// <param name="sink">Takes the points.</param>
    public Result<DecodeOutcome> Decode(ReadOnlySpan<byte> body, bool second, IPointSink sink)
    {
        if (!Snappy.Decode(body, OtlpLimits.BodyBytesMax).Try(out var plain, out var problem))
        {
            return problem;
        }

        try
        {
            return Walk(plain.AsSpan(), second, null, out _) && Walk(plain.AsSpan(), second, sink, out var outcome) ? outcome
                : Problem.Invalid($"The body is not a remote write request of version {(second ? 2 : 1)}: a field is broken.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain.Array!);
        }
    }

    private bool Walk(ReadOnlySpan<byte> body, bool second, IPointSink? sink, out DecodeOutcome outcome)
    {
        var (sound, taken, rejected, reason) = (true, 0, 0, "");
        outcome = default;
        var reader = new ProtoReader(body);
        if (second && !Symbols(body))
        {
            return false;
        }

        while (reader.Next())
        {
            if (reader.Is(second ? 5 : 1))
            {
                sound &= Series(reader.Payload, body, second, sink, ref taken, ref rejected, ref reason);
            }
        }

        outcome = new DecodeOutcome(taken, rejected, reason);
        return sound && !reader.Broken;
    }

    /// <summary>Version 2 says each text once; series name them by number.</summary>
    private bool Symbols(ReadOnlySpan<byte> body)
    {
        symbols.Clear();
        var walk = new ProtoReader(body);
        while (walk.Next())
        {
            if (walk.Is(4))
            {
                if (symbols.Count >= SymbolsMax)
                {
                    return false;
                }

                var end = walk.Position;
                symbols.Add((end - walk.Payload.Length)..end);
            }
        }

        return !walk.Broken;
    }

    private bool Series(ReadOnlySpan<byte> message, ReadOnlySpan<byte> body, bool second, IPointSink? sink, ref int taken, ref int rejected, ref string reason)
    {
        labels.Clear();
        point.Name = "";
        var sound = true;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(1))
            {
                sound &= second ? Refs(reader.Payload, body) : Label(reader.Payload);
            }
        }

        sound &= !reader.Broken;
        point.Labels = sink is null ? default : labels.Write();
        reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(2))
            {
                sound &= Sample(reader.Payload, sink, ref taken, ref rejected, ref reason);
            }
            else if (reader.Is(second ? 3 : 4))
            {
                rejected++;
                reason = reason.Length == 0 ? "Native histograms are not taken by remote write; send them by OTLP." : reason;
            }
        }

        return sound;
    }

    private bool Label(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> name = default, value = default;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(1))
            {
                name = reader.Payload;
            }
            else if (reader.Is(2))
            {
                value = reader.Payload;
            }
        }

        Add(name, value);
        return !reader.Broken;
    }

    private bool Refs(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> body)
    {
        var reader = new ProtoReader(packed);
        while (reader.NextPacked(out var name))
        {
            if (!reader.NextPacked(out var value) || name >= (ulong)symbols.Count || value >= (ulong)symbols.Count)
            {
                return false;
            }

            Add(body[symbols[(int)name]], body[symbols[(int)value]]);
        }

        return !reader.Broken;
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("__name__"u8))
        {
            point.Name = pool.Get(SpanDraft.Cut(value, 256));
        }
        else
        {
            labels.Add(PrometheusNames.Label(pool.Get(SpanDraft.Cut(name, 256))), pool.Get(SpanDraft.Cut(value, 1024)));
        }
    }

    private bool Sample(ReadOnlySpan<byte> message, IPointSink? sink, ref int taken, ref int rejected, ref string reason)
    {
        (point.Value, point.TimeNs, point.IsEnd) = (0, 0, false);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader is { Field: 1, Kind: WireKind.Fixed64 })
            {
                point.Value = reader.Double;
                point.IsEnd = reader.Bits == StaleNaN;
            }
            else if (reader is { Field: 2, Kind: WireKind.Varint })
            {
                point.TimeNs = (long)Math.Clamp((long)reader.Bits, 0, long.MaxValue / 1_000_000) * 1_000_000;
            }
        }

        if (reader.Broken || sink is null)
        {
            return !reader.Broken;
        }

        if (sink.Accept(point) is { } why)
        {
            reason = reason.Length == 0 ? $"A sample of '{point.Name}' {why}." : reason;
            rejected++;
        }
        else
        {
            taken++;
        }

        return true;
    }
}
