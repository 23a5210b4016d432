using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Dialects.Bedrock;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Bedrock;

/// <summary>Bodies and streams of this dialect for tests.</summary>
internal static class BedrockJson
{
    public const string Model = "anthropic.claude-x-v1:0";

    public static readonly RequestTarget Target = new(Model, Stream: false);

    public static ChatRequest Request(string json) => BedrockDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(json), Target).Value;

    public static (JsonNode Body, WrittenRequest Written) Write(ChatRequest request, string model = Model)
    {
        var output = new ArrayBufferWriter<byte>();
        var written = BedrockDialect.Instance.WriteRequest(request, new WriteProfile(model), output).Value;
        return (JsonNode.Parse(output.WrittenSpan)!, written);
    }

    public static Problem Refused(ChatRequest request, string model = Model) =>
        BedrockDialect.Instance.WriteRequest(request, new WriteProfile(model), new ArrayBufferWriter<byte>()).Problem;

    public static JsonNode Write(ChatAnswer answer)
    {
        var output = new ArrayBufferWriter<byte>();
        BedrockDialect.Instance.WriteAnswer(answer, new AnswerHead("1", 0, "m"), output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    public static byte[] Frames(params (string Name, string Data)[] events)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var (name, data) in events)
        {
            AwsEventStreamWriter.Write(name, name.EndsWith("Exception", StringComparison.Ordinal), Encoding.UTF8.GetBytes(data), output);
        }

        return output.WrittenSpan.ToArray();
    }

    public static (List<AnswerEvent> Steps, Problem? Problem) Read(ReadOnlySpan<byte> bytes)
    {
        var steps = new List<AnswerEvent>();
        var reader = BedrockDialect.Instance.OpenReader();
        while (!bytes.IsEmpty)
        {
            var scanned = 0;
            var length = AwsEventStream.Instance.Cut(bytes, ref scanned);
            if (length == 0)
            {
                break;
            }

            var frame = AwsEventStream.Instance.Open(bytes[..length]);
            if (!reader.Read(frame.Name, frame.Data, steps).Try(out _, out var problem))
            {
                return (steps, problem);
            }

            bytes = bytes[length..];
        }

        reader.End(steps);
        return (steps, null);
    }

    public static byte[] Write(IEnumerable<AnswerEvent> steps)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = BedrockDialect.Instance.OpenWriter(new AnswerHead("1", 0, "m"));
        foreach (var step in steps)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return output.WrittenSpan.ToArray();
    }

    public static List<string> Events(ReadOnlySpan<byte> bytes)
    {
        var events = new List<string>();
        while (!bytes.IsEmpty)
        {
            var scanned = 0;
            var length = AwsEventStream.Instance.Cut(bytes, ref scanned);
            var frame = AwsEventStream.Instance.Open(bytes[..length]);
            events.Add($"{Encoding.UTF8.GetString(frame.Name)} {Encoding.UTF8.GetString(frame.Data)}");
            bytes = bytes[length..];
        }

        return events;
    }
}
