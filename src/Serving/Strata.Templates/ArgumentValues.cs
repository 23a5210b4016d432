using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Strata.Core.Generation;
using Strata.Templates.Values;

namespace Strata.Templates;

/// <summary>Turns what the caller sent into template values, every text marked foreign.</summary>
internal static class ArgumentValues
{
    /// <summary>
    /// Roles that templates splice into control tokens (<c>&lt;|user|&gt;</c>). As a closed set of plain words they are
    /// no text of the user's, so they are trusted; any other role is foreign.
    /// </summary>
    private static readonly FrozenDictionary<string, TextValue> KnownRoles = new[] { "system", "developer", "user", "assistant", "tool", "function" }
        .ToFrozenDictionary(role => role, TextValue.Template);

    private static readonly TextValue RoleKey = TextValue.Foreign("role");
    private static readonly TextValue ContentKey = TextValue.Foreign("content");
    private static readonly TextValue NameKey = TextValue.Foreign("name");

    public static ListValue Messages(IReadOnlyList<PromptMessage> messages)
    {
        var items = new Value[messages.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var message = messages[i];
            var dict = new DictValue().Set(RoleKey, Role(message.Role)).Set(ContentKey, TextValue.Foreign(message.Content));
            items[i] = AddCalls(message, message.Name is null ? dict : dict.Set(NameKey, TextValue.Foreign(message.Name)));
        }

        return new ListValue(items);
    }

    /// <summary>Calls as OpenAI's clients write them, with arguments as objects where they are, as templates expect.</summary>
    private static DictValue AddCalls(PromptMessage message, DictValue dict)
    {
        if (message.ToolCallId is { } answered)
        {
            dict.Set(TextValue.Foreign("tool_call_id"), TextValue.Foreign(answered));
        }

        if (message.ToolCalls.Count > 0)
        {
            dict.Set(TextValue.Foreign("tool_calls"), new ListValue([.. message.ToolCalls.Select(Call)]));
        }

        return dict;
    }

    private static DictValue Call(PromptToolCall call)
    {
        var function = new DictValue().Set(NameKey, TextValue.Foreign(call.Name)).Set(TextValue.Foreign("arguments"), Parsed(call.Arguments));
        return new DictValue().Set(TextValue.Foreign("id"), TextValue.Foreign(call.Id))
            .Set(TextValue.Foreign("type"), TextValue.Foreign("function")).Set(TextValue.Foreign("function"), function);
    }

    private static Value Parsed(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            return document.RootElement.ValueKind == JsonValueKind.Object ? FromJson(document.RootElement, 3) : TextValue.Foreign(arguments);
        }
        catch (JsonException)
        {
            return TextValue.Foreign(arguments);
        }
    }

    public static Value Messages(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array)
        {
            return FromJson(messages, 0);
        }

        return new ListValue([.. messages.EnumerateArray().Select(Message)]);
    }

    public static Value FromJson(JsonElement element, int depth)
    {
        SequenceValue.CheckDepth(depth);
        return element.ValueKind switch
        {
            JsonValueKind.String => Text(element),
            JsonValueKind.Number => Number(element.GetRawText()),
            JsonValueKind.True => BoolValue.True,
            JsonValueKind.False => BoolValue.False,
            JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select(item => FromJson(item, depth + 1))]),
            JsonValueKind.Object => Dict(element, depth),
            _ => NoneValue.Instance,
        };
    }

    private static TextValue Text(JsonElement element)
    {
        try
        {
            return TextValue.Foreign(element.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw Fault.Value("an argument holds half of a surrogate pair");
        }
    }

    private static Value Message(JsonElement element)
    {
        var value = FromJson(element, 1);
        if (value is DictValue dict && dict.Find(RoleKey) is TextValue role)
        {
            dict.Set(RoleKey, Role(role.Text));
        }

        return value;
    }

    private static TextValue Role(string role) => KnownRoles.GetValueOrDefault(role) ?? TextValue.Foreign(role);

    private static DictValue Dict(JsonElement element, int depth)
    {
        var dict = new DictValue();
        foreach (var property in element.EnumerateObject())
        {
            dict.Set(TextValue.Foreign(property.Name), FromJson(property.Value, depth + 1));
        }

        return dict;
    }

    private static Value Number(string text) =>
        text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && text.Length <= 4300 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? IntValue.Of(whole)
            : new FloatValue(double.Parse(text, CultureInfo.InvariantCulture));
}
