using System.Text;
using System.Text.Json;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>Reads <c>messages</c> for a model that takes text: roles, texts and text parts. The rest is refused by its place and name.</summary>
internal static class MessagesReader
{
    public static List<PromptMessage> Read(ref ParameterReader reader)
    {
        var messages = new List<PromptMessage>();
        if (reader.IsNull() || reader.Json.TokenType != JsonTokenType.StartArray)
        {
            reader.Wrong("messages", "a list of messages");
            return messages;
        }

        // The first problem ends the reading, and so does the bound: a body of a million empty messages costs no memory.
        while (reader.Problem is null && reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray)
        {
            if (messages.Count == JsonLimits.MessagesMax)
            {
                reader.Refuse(Problem.Invalid($"'messages' has more than {JsonLimits.MessagesMax} messages. Send fewer.", "messages"));
                break;
            }

            var at = $"messages[{messages.Count}]";
            if (reader.Json.TokenType != JsonTokenType.StartObject)
            {
                reader.Wrong(at, "an object");
                messages.Add(new PromptMessage("", ""));
                continue;
            }

            messages.Add(ReadMessage(at, ref reader));
        }

        if (messages.Count == 0)
        {
            reader.Refuse(Problem.Invalid($"'messages' has 0 messages; 1 to {JsonLimits.MessagesMax} are allowed.", "messages"));
        }

        return messages;
    }

    private static PromptMessage ReadMessage(string at, ref ParameterReader reader)
    {
        string? role = null;
        string? content = null;
        string? name = null;
        while (reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.Name())
            {
                case "role": role = reader.Text($"{at}.role"); break;
                case "content": content = ReadContent($"{at}.content", ref reader); break;
                case "name": name = reader.Text($"{at}.name"); break;
                case "refusal": reader.Text($"{at}.refusal"); break;
                case "tool_call_id": reader.Text($"{at}.tool_call_id"); break;
                case "tool_calls": SharedParameters.ReadEmptyList($"{at}.tool_calls", ref reader); break;
                case "annotations": SharedParameters.ReadEmptyList($"{at}.annotations", ref reader); break;
                case var other: SharedParameters.RefuseMember($"{at}.{other}", ref reader); break;
            }
        }

        CheckRole(at, role, ref reader);
        if (content is null)
        {
            reader.Refuse(JsonProblems.Missing($"{at}.content"));
        }

        return new PromptMessage(role ?? "", content ?? "") { Name = name };
    }

    private static void CheckRole(string at, string? role, ref ParameterReader reader)
    {
        if (role is null)
        {
            reader.Refuse(JsonProblems.Missing($"{at}.role"));
        }
        else if (role is "tool")
        {
            // A call before it would have been refused as tool_calls: so this result answers nothing.
            reader.Refuse(Problem.Invalid("A message with role 'tool' must answer a preceding assistant message with 'tool_calls'.", $"{at}.role"));
        }
        else if (role is "function")
        {
            reader.Unsupported($"{at}.role", "The role 'function' is not offered. Use 'system', 'developer', 'user' or 'assistant'.");
        }
        else if (role is not ("system" or "developer" or "user" or "assistant"))
        {
            reader.Refuse(Problem.Invalid($"'{Shorten(role)}' is not a role. Use 'system', 'developer', 'user' or 'assistant'.", $"{at}.role"));
        }
    }

    private static string? ReadContent(string at, ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        if (reader.Json.TokenType == JsonTokenType.String)
        {
            return reader.Here(at);
        }

        if (reader.Json.TokenType != JsonTokenType.StartArray)
        {
            return reader.Wrong(at, "a string or a list of parts");
        }

        var text = new StringBuilder();
        var index = 0;
        for (; reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray; index++)
        {
            text.Append(ReadPart($"{at}[{index}]", ref reader));
        }

        if (index == 0)
        {
            reader.Refuse(Problem.Invalid($"'{at}' has no parts. Send a string, or at least one part.", at));
        }

        return text.ToString();
    }

    private static string? ReadPart(string at, ref ParameterReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            return reader.Wrong(at, "an object");
        }

        string? type = null;
        string? text = null;
        while (reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.Name())
            {
                case "type": type = reader.Text($"{at}.type"); break;
                case "text" or "refusal": text = reader.Text($"{at}.text"); break;
                default: reader.Json.Read(); reader.Skip(); break;
            }
        }

        if (type is "image_url" or "input_audio" or "file")
        {
            reader.Unsupported($"{at}.type", $"Parts of type '{type}' are not offered: this model takes text.");
        }
        else if (type is not ("text" or "refusal"))
        {
            reader.Refuse(type is null ? JsonProblems.Missing($"{at}.type") : Problem.Invalid($"'{Shorten(type)}' is not a type of part. Use 'text'.", $"{at}.type"));
        }
        else if (text is null)
        {
            reader.Refuse(JsonProblems.Missing($"{at}.text"));
        }

        return text;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
