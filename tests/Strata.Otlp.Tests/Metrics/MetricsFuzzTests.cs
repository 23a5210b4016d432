using System.Text;
using Strata.Core.Results;
using Strata.Otlp.Json;
using Strata.Otlp.Logs;
using Strata.Otlp.Metrics;
using Strata.Otlp.Tests.Support;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Metrics;

/// <summary>Mutated requests of metrics and logs: an answer or a problem, never an exception.</summary>
public sealed class MetricsFuzzTests : IPointSink
{
    private const int Rounds = 20_000;
    private double sum;

    public string? Accept(MetricPoint point)
    {
        sum += point.Value + point.Labels.Length + point.Counts.Count + point.Positive.Count;
        return point.Count % 2 == 0 ? null : "is odd";
    }

    [Fact]
    public void Mutated_metrics()
    {
        using var decoder = new MetricsDecoder(new TextPool());
        Mutate(
            OtlpShapes.Metrics,
            """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeMetrics":[{"metrics":[
            {"name":"a","unit":"s","sum":{"isMonotonic":true,"aggregationTemporality":1,"dataPoints":[{"attributes":[{"key":"k","value":{"arrayValue":{"values":[{"intValue":1}]}}}],"asInt":"3","flags":1}]}},
            {"name":"h","histogram":{"dataPoints":[{"count":"3","sum":1.5,"bucketCounts":["1","2"],"explicitBounds":[1],"min":0,"exemplars":[{}]}]}},
            {"name":"e","exponentialHistogram":{"dataPoints":[{"count":"3","scale":-3,"positive":{"offset":-7,"bucketCounts":["1",2]},"negative":{"bucketCounts":[5]}}]}},
            {"name":"s","summary":{"dataPoints":[{"quantileValues":[{"quantile":0.5,"value":2}]}]}}]}]}]}
            """,
            (bytes, encoding) => decoder.Decode(bytes, encoding, this).IsOk);
        Assert.True(sum != 0);
    }

    [Fact]
    public void Mutated_logs()
    {
        using var decoder = new LogDecoder(new TextPool(), new());
        var batch = new SpanBatch();
        Mutate(
            OtlpShapes.Logs,
            """
            {"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":[{"scope":{"name":"x"},"logRecords":[{"timeUnixNano":"1","severityNumber":9,"traceId":"0102030405060708090a0b0c0d0e0f10",
            "body":{"kvlistValue":{"values":[{"key":"content","value":{"stringValue":"hi"}}]}},"eventName":"gen_ai.choice","attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":4}}]}]}]}]}
            """,
            (bytes, encoding) =>
            {
                batch.Clear();
                decoder.Clear();
                return decoder.Decode(bytes, encoding, Decode.Tenant, "k", batch).IsOk;
            });
    }

    private static void Mutate(MessageShape shape, string json, Func<byte[], OtlpEncoding, bool> decode)
    {
        var text = Encoding.UTF8.GetBytes(json);
        using var writer = new ProtoWriter();
        Assert.Equal(Done.Value, JsonTranscoder.Write(text, shape, writer).Value);
        var binary = writer.Written.ToArray();
        Assert.True(decode(text, OtlpEncoding.Json));
        Assert.True(decode(binary, OtlpEncoding.Protobuf));
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var encoding = (OtlpEncoding)random.Next(2);
            var bytes = (encoding == OtlpEncoding.Json ? text : binary).ToArray();
            for (var flips = 1 + random.Next(4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                decode(bytes, encoding);
            }
            catch (Exception failure)
            {
                Assert.Fail($"seed {seed}: {failure}");
            }
        }
    }
}
