using System.Buffers.Binary;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Metrics;

/// <summary>Reads the data points of OTLP into one form. Lists are bounded; more members are not believed.</summary>
internal static class PointReader
{
    /// <summary>Buckets, bounds or quantiles of a point.</summary>
    private const int MembersMax = 4096;

    private const uint NoRecordedValue = 1;

    /// <summary>The number of the field that holds a point's attributes.</summary>
    public static int Attributes(PointKind kind) => kind switch { PointKind.Histogram => 9, PointKind.Exponential => 1, _ => 7 };

    /// <summary>Reads a point; false where its bytes are none.</summary>
    public static bool Read(ReadOnlySpan<byte> message, MetricPoint point)
    {
        var reader = new ProtoReader(message);
        var sound = true;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2 when reader.Kind == WireKind.Fixed64:
                    point.StartNs = (long)Math.Min(reader.Bits, long.MaxValue);
                    break;
                case 3 when reader.Kind == WireKind.Fixed64:
                    point.TimeNs = (long)Math.Min(reader.Bits, long.MaxValue);
                    break;
                default:
                    sound &= point.Kind switch
                    {
                        PointKind.Histogram => Explicit(ref reader, point),
                        PointKind.Exponential => Exponential(ref reader, point),
                        PointKind.Summary => Summary(ref reader, point),
                        _ => Number(ref reader, point),
                    };
                    break;
            }
        }

        return sound && !reader.Broken;
    }

    private static bool Number(ref ProtoReader reader, MetricPoint point)
    {
        switch (reader.Field)
        {
            case 4 when reader.Kind == WireKind.Fixed64:
                point.Value = reader.Double;
                break;
            case 6 when reader.Kind == WireKind.Fixed64:
                point.Value = (long)reader.Bits;
                break;
            case 8 when reader.Kind == WireKind.Varint:
                point.IsEnd = (reader.Bits & NoRecordedValue) != 0;
                break;
        }

        return true;
    }

    private static bool Explicit(ref ProtoReader reader, MetricPoint point)
    {
        switch (reader.Field)
        {
            case 4 when reader.Kind == WireKind.Fixed64:
                point.Count = reader.Bits;
                break;
            case 5 when reader.Kind == WireKind.Fixed64:
                point.Value = reader.Double;
                break;
            case 6:
                return Fixed(ref reader, point.Counts);
            case 7 when reader.Kind == WireKind.Fixed64 && point.Bounds.Count < MembersMax:
                point.Bounds.Add(reader.Double);
                break;
            case 7 when reader.Kind == WireKind.Bytes && reader.Payload.Length % 8 == 0 && reader.Payload.Length / 8 <= MembersMax:
                for (var at = 0; at < reader.Payload.Length; at += 8)
                {
                    point.Bounds.Add(BinaryPrimitives.ReadDoubleLittleEndian(reader.Payload[at..]));
                }

                break;
            case 7:
                return false;
            case 10 when reader.Kind == WireKind.Varint:
                point.IsEnd = (reader.Bits & NoRecordedValue) != 0;
                break;
        }

        return true;
    }

    private static bool Exponential(ref ProtoReader reader, MetricPoint point)
    {
        switch (reader.Field)
        {
            case 4 when reader.Kind == WireKind.Fixed64:
                point.Count = reader.Bits;
                break;
            case 5 when reader.Kind == WireKind.Fixed64:
                point.Value = reader.Double;
                break;
            case 6 when reader.Kind == WireKind.Varint:
                point.Scale = (int)Math.Clamp(ProtoReader.Zigzag(reader.Bits), -100, 100);
                break;
            case 7 when reader.Kind == WireKind.Fixed64:
                point.ZeroCount = reader.Bits;
                break;
            case 8 when reader.Kind == WireKind.Bytes:
                point.PositiveOffset = Buckets(reader.Payload, point.Positive, out var sound);
                return sound;
            case 9 when reader.Kind == WireKind.Bytes:
                point.NegativeOffset = Buckets(reader.Payload, point.Negative, out sound);
                return sound;
            case 10 when reader.Kind == WireKind.Varint:
                point.IsEnd = (reader.Bits & NoRecordedValue) != 0;
                break;
        }

        return true;
    }

    private static int Buckets(ReadOnlySpan<byte> message, List<ulong> counts, out bool sound)
    {
        var offset = 0;
        var reader = new ProtoReader(message);
        sound = true;
        while (reader.Next())
        {
            if (reader is { Field: 1, Kind: WireKind.Varint })
            {
                offset = (int)Math.Clamp(ProtoReader.Zigzag(reader.Bits), -(1 << 20), 1 << 20);
            }
            else if (reader is { Field: 2, Kind: WireKind.Varint } && counts.Count < MembersMax)
            {
                counts.Add(reader.Bits);
            }
            else if (reader.Is(2))
            {
                var packed = new ProtoReader(reader.Payload);
                while (counts.Count < MembersMax && packed.NextPacked(out var count))
                {
                    counts.Add(count);
                }

                sound &= !packed.Broken;
            }
        }

        sound &= !reader.Broken;
        return offset;
    }

    private static bool Summary(ref ProtoReader reader, MetricPoint point)
    {
        switch (reader.Field)
        {
            case 4 when reader.Kind == WireKind.Fixed64:
                point.Count = reader.Bits;
                break;
            case 5 when reader.Kind == WireKind.Fixed64:
                point.Value = reader.Double;
                break;
            case 6 when reader.Kind == WireKind.Bytes && point.Quantiles.Count < MembersMax:
                var (quantile, value) = (0.0, 0.0);
                var one = new ProtoReader(reader.Payload);
                while (one.Next())
                {
                    (quantile, value) = one.Field == 1 ? (one.Double, value) : (quantile, one.Double);
                }

                point.Quantiles.Add((quantile, value));
                return !one.Broken;
            case 8 when reader.Kind == WireKind.Varint:
                point.IsEnd = (reader.Bits & NoRecordedValue) != 0;
                break;
        }

        return true;
    }

    private static bool Fixed(ref ProtoReader reader, List<ulong> counts)
    {
        if (reader.Kind == WireKind.Fixed64 && counts.Count < MembersMax)
        {
            counts.Add(reader.Bits);
            return true;
        }

        if (reader.Kind != WireKind.Bytes || reader.Payload.Length % 8 != 0 || reader.Payload.Length / 8 > MembersMax)
        {
            return false;
        }

        for (var at = 0; at < reader.Payload.Length; at += 8)
        {
            counts.Add(BinaryPrimitives.ReadUInt64LittleEndian(reader.Payload[at..]));
        }

        return true;
    }
}
