using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

/// <summary>Bodies of this dialect for tests: reading, writing, and comparing what they mean.</summary>
internal static class AnthropicJson
{
    public static readonly WriteProfile Profile = new("claude-remote");

    public static ChatRequest Request(string json) => AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(json), default).Value;

    public static JsonNode Write(ChatRequest request, WriteProfile? profile = null) => WriteNoted(request, profile).Body;

    public static (JsonNode Body, WrittenRequest Written) WriteNoted(ChatRequest request, WriteProfile? profile = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var written = AnthropicDialect.Instance.WriteRequest(request, profile ?? Profile, output).Value;
        return (JsonNode.Parse(output.WrittenSpan)!, written);
    }

    public static Core.Results.Problem Refused(ChatRequest request) =>
        AnthropicDialect.Instance.WriteRequest(request, Profile, new ArrayBufferWriter<byte>()).Problem;

    public static ChatAnswer Answer(string json) => AnthropicDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(json)).Value;

    public static JsonNode Write(ChatAnswer answer, AnswerHead head)
    {
        var output = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteAnswer(answer, head, output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    /// <summary>The same meaning: a text is a list of one text block, null is absent, order of members is nothing.</summary>
    public static void Same(string expected, JsonNode actual) => Assert.Equal(Plain(JsonNode.Parse(expected)!), Plain(actual));

    private static string Plain(JsonNode node) => Sorted(node)?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject owner => new JsonObject(owner.Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(AsBlocks(member.Key, member.Value))))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? AsBlocks(string name, JsonNode? value) =>
        name is "content" or "system" && value is JsonValue text && text.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.GetValue<string>() })
            : value;
}
