using System.Buffers;
using System.Text.Json.Nodes;
using Strata.Dialects.Framing;
using Strata.Dialects.Tests.Support;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Matrix;

/// <summary>
/// One dialect as caller and as provider, in its own JSON: builders of what it sends, and readers of what it gets that know nothing of
/// the library. A builder that cannot say a fact gives null.
/// </summary>
internal abstract class Side(string name)
{
    public string Name { get; } = name;

    public IDialect Dialect => DialectSet.All.Find(Name)!;

    public virtual RequestTarget Target => default;

    /// <summary>Whether results of tools can be marked as failed.</summary>
    public bool MarksFailures => Name is "anthropic" or "bedrock" or "gemini";

    /// <summary>The caller's request; null where this dialect cannot say one of the facts.</summary>
    public abstract JsonObject? Request(Ask ask);

    /// <summary>What a provider of this dialect understands of a request.</summary>
    public abstract Ask Understood(JsonNode body);

    /// <summary>The provider's whole answer; null where this dialect cannot say one of the facts.</summary>
    public abstract JsonObject? Answer(Told told);

    /// <summary>The provider's stream of the same answer, in small pieces.</summary>
    public abstract IEnumerable<(string Name, string Data)> Stream(Told told);

    /// <summary>The event that tells a failure in the middle of a stream.</summary>
    public abstract (string Name, string Data) Failure(string message);

    /// <summary>What a caller of this dialect understands of a whole answer.</summary>
    public abstract Told Heard(JsonNode body);

    /// <summary>What a caller of this dialect understands of a stream.</summary>
    public abstract Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events);

    /// <summary>The bytes of a stream.</summary>
    public virtual byte[] Frames(IEnumerable<(string Name, string Data)> events) =>
        Wired.Utf8(string.Concat(events.Select(one => (one.Name.Length > 0 ? $"event: {one.Name}\n" : "") + $"data: {one.Data}\n\n")));

    /// <summary>The events of a stream; data that is no JSON object is null.</summary>
    public IReadOnlyList<(string Name, JsonNode? Data)> Events(ReadOnlySpan<byte> bytes)
    {
        IFrameSplitter splitter = Dialect.Framing switch
        {
            StreamFraming.JsonLines => JsonLines.Instance,
            StreamFraming.AwsEventStream => AwsEventStream.Instance,
            _ => ServerSentEvents.Instance,
        };
        var events = new List<(string, JsonNode?)>();
        var scanned = 0;
        while (splitter.Cut(bytes, ref scanned) is var length and > 0)
        {
            var frame = splitter.Open(bytes[..length]);
            if (!frame.Data.IsEmpty)
            {
                events.Add((System.Text.Encoding.UTF8.GetString(frame.Name), frame.Data[0] == (byte)'{' ? JsonNode.Parse(frame.Data) : null));
            }

            bytes = bytes[length..];
            scanned = 0;
        }

        Assert.True(bytes.IsEmpty, $"{Name}: a stream ends with a whole event.");
        return events;
    }

    public IFrameSplitter Splitter => Dialect.Framing switch
    {
        StreamFraming.JsonLines => JsonLines.Instance,
        StreamFraming.AwsEventStream => AwsEventStream.Instance,
        _ => ServerSentEvents.Instance,
    };

    public JsonNode Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }
}
