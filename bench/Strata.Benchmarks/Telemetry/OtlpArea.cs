using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Strata.Otlp;
using Strata.Otlp.Dialects;
using Strata.Otlp.Export;
using Strata.Otlp.Json;
using Strata.Otlp.Spans;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Benchmarks.Telemetry;

/// <summary>
/// CPU per span of taking OTLP: requests of 512 spans of about 1 kB with a conversation, in each encoding and some dialects, from bytes to
/// the one span model; what unzipping costs besides; and writing them again for export.
/// </summary>
internal static class OtlpArea
{
    private const int Spans = 512;
    private const int BudgetMs = 1500;
    private const int WarmUps = 500;

    public static void Run(string[] args)
    {
        Console.WriteLine($"{"request",-34}{"bytes/span",12}{"µs CPU/span",14}{"bytes allocated/span",22}");
        foreach (var (name, attributes) in Dialects())
        {
            var json = Request(attributes);
            using var writer = new ProtoWriter();
            JsonTranscoder.Write(json, OtlpShapes.Traces, writer);
            var binary = writer.Written.ToArray();
            Decode(name + ", protobuf", binary, OtlpEncoding.Protobuf);
            if (name == "GenAI")
            {
                Decode(name + ", JSON", json, OtlpEncoding.Json);
                Unzip(binary);
                Export(binary);
            }
        }
    }

    private static void Decode(string name, byte[] body, OtlpEncoding encoding)
    {
        using var decoder = new TraceDecoder(new TextPool(), new UnmappedTokens());
        var batch = new SpanBatch();
        void Once()
        {
            batch.Clear();
            decoder.Clear();
            if (!decoder.Decode(body, encoding, new Tenant("org", "proj"), "key", batch).IsOk || batch.Count != Spans)
            {
                throw new InvalidOperationException(name);
            }
        }

        Report(name, body.Length, Once);
    }

    private static void Unzip(byte[] binary)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(binary);
        }

        var target = new byte[binary.Length + 1];
        Report($"gunzip alone ({zipped.Length / Spans} B a span zipped)", binary.Length, () =>
        {
            zipped.Position = 0;
            using var gzip = new GZipStream(zipped, CompressionMode.Decompress, leaveOpen: true);
            gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        });
    }

    private static void Export(byte[] binary)
    {
        using var decoder = new TraceDecoder(new TextPool(), new UnmappedTokens());
        var batch = new SpanBatch();
        decoder.Decode(binary, OtlpEncoding.Protobuf, new Tenant("org", "proj"), "key", batch);
        using var writer = new SpanWriter(new NoMask());
        Report("written again for export", binary.Length, () => writer.Write(batch, _ => true));
    }

    private static void Report(string name, int bytes, Action once)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            once(); // until the code has reached its last tier, also on a busy machine
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        once();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var cost = Cost.Of(once, BudgetMs);
        Console.WriteLine($"{name,-34}{bytes / Spans,12}{cost.CpuSeconds * 1e6 / Spans,14:0.00}{allocated / Spans,22}");
    }

    private static IEnumerable<(string Name, Func<int, (string Key, object Value)[]> Attributes)> Dialects()
    {
        const string Question = "Summarise the quarterly report in three sentences and name the two largest risks, please. Use plain words and no figures at all.";
        const string Answer = "The quarter was steady: sales grew, costs held, and the new plant opened on time. The largest risks are the price of copper and one customer.";
        yield return ("GenAI", i =>
        [
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-x"), ("gen_ai.response.model", "gpt-x-1"), ("gen_ai.conversation.id", $"c-{i / 8}"),
            ("gen_ai.usage.input_tokens", 1200 + i), ("gen_ai.usage.output_tokens", 300), ("gen_ai.usage.cache_read.input_tokens", 800), ("gen_ai.request.temperature", 0.5), ("user.id", $"u-{i % 50}"),
            ("gen_ai.input.messages", $$"""[{"role":"user","parts":[{"type":"text","content":"{{i}} {{Question}}"}]}]"""),
            ("gen_ai.output.messages", $$"""[{"role":"assistant","parts":[{"type":"text","content":"{{Answer}}"}],"finish_reason":"stop"}]"""),
        ]);
        yield return ("OpenInference", i =>
        [
            ("openinference.span.kind", "LLM"), ("llm.provider", "openai"), ("llm.model_name", "gpt-x"), ("session.id", $"c-{i / 8}"), ("llm.token_count.prompt", 1200 + i), ("llm.token_count.completion", 300),
            ("llm.token_count.prompt_details.cache_read", 800), ("llm.input_messages.0.message.role", "user"), ("llm.input_messages.0.message.content", $"{i} {Question}"),
            ("llm.output_messages.0.message.role", "assistant"), ("llm.output_messages.0.message.content", Answer), ("llm.invocation_parameters", "{\"temperature\":0.5}"),
        ]);
        yield return ("plain spans", i => [("http.method", "GET"), ("http.route", "/v1/items/{id}"), ("http.status_code", 200), ("net.peer", "10.0.0.1"), ("retry", false), ("took", 0.25)]);
    }

    private static byte[] Request(Func<int, (string Key, object Value)[]> attributes)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        json.WriteStartObject();
        json.WriteStartArray("scopeSpans");
        json.WriteStartObject();
        json.WriteStartArray("spans");
        for (var i = 0; i < Spans; i++)
        {
            Span(json, i, attributes(i));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Span(Utf8JsonWriter json, int i, (string Key, object Value)[] attributes)
    {
        json.WriteStartObject();
        json.WriteString("traceId", $"{i / 8:x32}".Replace('0', '1'));
        json.WriteString("spanId", $"{i + 1:x16}");
        json.WriteString("name", "chat gpt-x");
        json.WriteNumber("kind", 3);
        json.WriteString("startTimeUnixNano", $"{1_700_000_000_000_000_000 + i}");
        json.WriteString("endTimeUnixNano", $"{1_700_000_001_000_000_000 + i}");
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            switch (value)
            {
                case string text:
                    json.WriteString("stringValue", Encoding.UTF8.GetBytes(text));
                    break;
                case int whole:
                    json.WriteString("intValue", $"{whole}");
                    break;
                case double number:
                    json.WriteNumber("doubleValue", number);
                    break;
                case bool flag:
                    json.WriteBoolean("boolValue", flag);
                    break;
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed class NoMask : ITextMask
    {
        public bool KeepsMessages => true;

        public bool Keeps(ReadOnlySpan<byte> key) => true;

        public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> text) => text;
    }
}
