using System.Text;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Tests.Support;

/// <summary>Writes one export request of traces in Protocol Buffers, field by field, the way an exporter does.</summary>
internal sealed class TestSpan
{
    private readonly List<Action<ProtoWriter>> fields = [];

    public byte[] TraceId { get; init; } = Convert.FromHexString("0102030405060708090a0b0c0d0e0f10");

    public byte[] SpanId { get; init; } = Convert.FromHexString("a1a2a3a4a5a6a7a8");

    public ulong Kind { get; init; } = 3;

    public TestSpan With(string key, object value)
    {
        fields.Add(w => Pair(w, 9, key, value));
        return this;
    }

    public TestSpan Event(string name, params (string Key, object Value)[] attributes)
    {
        fields.Add(w =>
        {
            var mark = w.Begin(11);
            w.Fixed64(1, 1_700_000_000_500_000_000);
            w.Text(2, name);
            foreach (var (key, value) in attributes)
            {
                Pair(w, 3, key, value);
            }

            w.End(mark);
        });
        return this;
    }

    public static byte[] Request(params TestSpan[] spans)
    {
        using var writer = new ProtoWriter();
        var resourceSpans = writer.Begin(1);
        var scopeSpans = writer.Begin(2);
        var scope = writer.Begin(1);
        writer.Text(1, "tests");
        writer.Text(2, "1.0");
        writer.End(scope);
        foreach (var span in spans)
        {
            span.Write(writer);
        }

        writer.End(scopeSpans);
        var resource = writer.Begin(1); // after the spans: the order of fields is free
        Pair(writer, 1, "service.name", "shop");
        writer.End(resource);
        writer.End(resourceSpans);
        return writer.Written.ToArray();
    }

    private static void Pair(ProtoWriter writer, int field, string key, object value)
    {
        var pair = writer.Begin(field);
        writer.Text(1, key);
        Value(writer, 2, value);
        writer.End(pair);
    }

    private static void Value(ProtoWriter writer, int field, object value)
    {
        var any = writer.Begin(field);
        switch (value)
        {
            case string text:
                writer.Bytes(1, Encoding.UTF8.GetBytes(text));
                break;
            case bool flag:
                writer.Varint(2, flag ? 1UL : 0);
                break;
            case int or long:
                writer.Varint(3, (ulong)Convert.ToInt64(value, null));
                break;
            case double number:
                writer.Double(4, number);
                break;
            case byte[] bytes:
                writer.Bytes(7, bytes);
                break;
            case object[] list:
                var values = writer.Begin(5);
                foreach (var one in list)
                {
                    Value(writer, 1, one);
                }

                writer.End(values);
                break;
            case (string, object)[] map:
                var pairs = writer.Begin(6);
                foreach (var (key, one) in map)
                {
                    Pair(writer, 1, key, one);
                }

                writer.End(pairs);
                break;
        }

        writer.End(any);
    }

    private void Write(ProtoWriter writer)
    {
        var span = writer.Begin(2);
        writer.Bytes(1, TraceId);
        writer.Bytes(2, SpanId);
        writer.Text(5, "chat m");
        writer.Varint(6, Kind);
        writer.Fixed64(7, 1_700_000_000_000_000_000);
        writer.Fixed64(8, 1_700_000_001_000_000_000);
        fields.ForEach(f => f(writer));
        writer.End(span);
    }
}
