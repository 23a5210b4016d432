using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>
/// <c>tool_calls</c> of a message. The arguments are text: broken JSON in a history is the model's own and stays. Google's servers
/// of this dialect put the signature of a call in <c>extra_content.google.thought_signature</c>; so do we.
/// </summary>
internal static class ChatToolCalls
{
    public static void Read(JsonValue value, List<ToolCallBlock> into)
    {
        foreach (var call in value.Items(JsonLimits.BlocksMax))
        {
            into.Add(ReadCall(call));
        }
    }

    /// <summary>The signature of a call; null where it has none.</summary>
    public static string? Signature(JsonValue call) =>
        call.Find("extra_content")?.Find("google")?.Find("thought_signature") is { Kind: JsonValueKind.String } signature ? signature.Text() : null;

    public static void Write(Utf8JsonWriter json, ToolCallBlock call)
    {
        var kind = call.IsCustom ? "custom" : "function";
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("type", kind);
        json.WriteStartObject(kind);
        json.WriteString("name", call.Name);
        json.WriteString(call.IsCustom ? "input" : "arguments", call.Arguments);
        json.WriteEndObject();
        WriteSignature(json, call.Signature);
        json.WriteEndObject();
    }

    public static void WriteSignature(Utf8JsonWriter json, string? signature)
    {
        if (signature is not null)
        {
            json.WriteStartObject("extra_content");
            json.WriteStartObject("google");
            json.WriteString("thought_signature", signature);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static ToolCallBlock ReadCall(JsonValue call)
    {
        string? id = null;
        string? name = null;
        string? arguments = null;
        var isCustom = false;
        var extra = new List<Carry>();
        foreach (var member in call.Members())
        {
            switch (member.Name)
            {
                case "id": id = member.Text(); break;
                case "type": isCustom = member.Text() == "custom"; break;
                case "function" or "custom": (name, arguments) = ReadInner(member); break;
                case "index": break;
                case "extra_content" when Signature(call) is not null: break;
                default: extra.Add(member.Carry()); break;
            }
        }

        if (id is null || name is null)
        {
            call.Missing(id is null ? "id" : "function.name");
        }

        return new ToolCallBlock(id ?? "", name ?? "", arguments ?? "") { IsCustom = isCustom, Signature = Signature(call), Extra = extra };
    }

    private static (string? Name, string? Arguments) ReadInner(JsonValue value)
    {
        string? name = null;
        string? arguments = null;
        foreach (var member in value.Members())
        {
            switch (member.Name)
            {
                case "name": name = member.Text(); break;
                case "arguments" or "input": arguments = member.Text(); break;
            }
        }

        return (name, arguments);
    }
}
