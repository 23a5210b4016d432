using System.Buffers;
using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;

namespace Strata.Dialects.Tests.Anthropic;

/// <summary>Streams of this dialect for tests.</summary>
internal static class AnthropicStream
{
    private const string StartUsage = """{"input_tokens":25,"cache_creation_input_tokens":30,"cache_read_input_tokens":7,"output_tokens":1,"service_tier":"standard","""
        + """ "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}""";

    private const string EndUsage = """{"input_tokens":25,"output_tokens":40,"output_tokens_details":{"thinking_tokens":8},"server_tool_use":{"web_search_requests":1,"web_fetch_requests":2}}""";

    public const string Text = $$$$"""
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_up","type":"message","role":"assistant","model":"claude-up","content":[],"stop_reason":null,"stop_sequence":null,"usage":{{{{StartUsage}}}} }}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig=="}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"opaque=="}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: ping
        data: {"type": "ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":"","citations":null}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Grüße 👩‍👩‍👧"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"x","document_index":0}}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: content_block_start
        data: {"type":"content_block_start","index":3,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"q\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":3}

        event: content_block_start
        data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{},"caller":{"type":"direct"}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"\"Oslo\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":4}

        event: an_event_of_tomorrow
        data: {"type":"an_event_of_tomorrow","x":1}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null,"container":{"id":"c1","expires_at":"z"}},"usage":{{{{EndUsage}}}},"context_management":{"applied_edits":[]}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    /// <summary>Reads bytes as they would come from a connection that ended after them.</summary>
    public static (List<AnswerEvent> Steps, Problem? Problem) Read(ReadOnlySpan<byte> bytes)
    {
        var steps = new List<AnswerEvent>();
        var reader = AnthropicDialect.Instance.OpenReader();
        using var frames = new FrameBuffer(ServerSentEvents.Instance);
        while (!bytes.IsEmpty)
        {
            var room = frames.Room().Span;
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            frames.Advance(count);
            bytes = bytes[count..];
            while (frames.TryTake(out var whole))
            {
                var frame = ServerSentEvents.Instance.Open(whole.Span);
                if (!reader.Read(frame.Name, frame.Data, steps).Try(out _, out var problem))
                {
                    return (steps, problem);
                }
            }
        }

        reader.End(steps);
        return (steps, null);
    }

    public static (List<AnswerEvent> Steps, Problem? Problem) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes steps for a caller, end and all.</summary>
    public static string Write(IEnumerable<AnswerEvent> steps, AnswerHead head)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = AnthropicDialect.Instance.OpenWriter(head);
        foreach (var step in steps)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The events of a stream: name and data.</summary>
    public static List<(string Name, string Data)> Events(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('\n'))
            .Select(lines => (lines[0]["event: ".Length..], lines[1]["data: ".Length..]))];
}
