using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>
/// <c>reasoning_details</c>: the list by which servers of this dialect hand out reasoning with its seals, and take it back in the
/// next turn. Without it a caller of chat could not go on after a tool call of a model that wants its signed reasoning back.
/// </summary>
internal static class ReasoningDetails
{
    private const string Text = "reasoning.text";
    private const string Encrypted = "reasoning.encrypted";

    public static List<ThinkingBlock> Read(JsonValue value)
    {
        var blocks = new List<ThinkingBlock>();
        foreach (var detail in value.Items(JsonLimits.BlocksMax))
        {
            blocks.Add(ReadDetail(detail));
        }

        return blocks;
    }

    public static bool IsNeeded(ThinkingBlock block) => block.Signature is not null || block.Sealed is not null || block.Origin.Length > 0;

    public static void Write(Utf8JsonWriter json, ThinkingBlock block, int index)
    {
        json.WriteStartObject();
        json.WriteString("type", block.Sealed is not null ? Encrypted : Text);
        json.WriteSaid("data", block.Sealed);
        if (block.Text.Length > 0 || block.Sealed is null)
        {
            json.WriteString("text", block.Text);
        }

        json.WriteSaid("signature", block.Signature);
        json.WriteSaid("id", block.Id);
        json.WriteString("format", FormatOf(block.Origin));
        json.WriteNumber("index", index);
        json.WriteEndObject();
    }

    public static string FormatOf(string origin) => origin switch
    {
        "anthropic" => "anthropic-claude-v1",
        DialectNames.Responses => "openai-responses-v1",
        "gemini" => "google-gemini-v1",
        "" => "unknown",
        _ => origin,
    };

    public static string OriginOf(string format) => format switch
    {
        "anthropic-claude-v1" => "anthropic",
        "openai-responses-v1" => DialectNames.Responses,
        "google-gemini-v1" => "gemini",
        "unknown" => "",
        _ => format,
    };

    private static ThinkingBlock ReadDetail(JsonValue detail)
    {
        var block = new ThinkingBlock("");
        foreach (var member in detail.Members())
        {
            block = member.Name switch
            {
                "text" or "summary" => block with { Text = member.Text() ?? "" },
                "data" => block with { Sealed = member.Text() },
                "signature" => block with { Signature = member.Text() },
                "id" => block with { Id = member.Text() },
                "format" => block with { Origin = OriginOf(member.Text() ?? "") },
                _ => block,
            };
        }

        return block;
    }
}
