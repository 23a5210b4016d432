using System.Text.Json;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>Reads <c>POST /v1/chat/completions</c> for a model of this process. The body was scanned before: it is JSON.</summary>
internal static class ChatRequestReader
{
    public static Result<TextRequest> Read(ReadOnlySpan<byte> body)
    {
        var reader = new ParameterReader(body);
        var shared = new SharedParameters();
        List<PromptMessage>? messages = null;
        reader.Json.Read();
        while (reader.Problem is null && reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.OwnName();
            if (name == "messages")
            {
                messages = MessagesReader.Read(ref reader);
            }
            else if (!shared.Read(name, ref reader))
            {
                ReadOwn(name, ref reader);
            }
        }

        return reader.Problem is { } problem ? problem
            : messages is null ? JsonProblems.Missing("messages")
            : shared.Build(new GenerationRequest { Messages = messages });
    }

    private static void ReadOwn(string name, ref ParameterReader reader)
    {
        switch (name)
        {
            case "tools" or "functions":
                SharedParameters.ReadEmptyList(name, ref reader);
                break;
            case "tool_choice" or "function_call" when Peek(ref reader) == JsonTokenType.String:
                SharedParameters.RefuseUnless(reader.Text(name) is "none" or "auto", name, ref reader);
                break;
            case "parallel_tool_calls":
                reader.Flag(name);
                break;
            case "response_format":
                ReadResponseFormat(ref reader);
                break;
            case "logprobs" or "store":
                SharedParameters.RefuseUnless(reader.Flag(name) is null or false, name, ref reader);
                break;
            case "top_logprobs":
                SharedParameters.RefuseUnless(reader.Integer(name, 0, 20) is null or 0, name, ref reader);
                break;
            case "modalities":
                ReadModalities(ref reader);
                break;
            default:
                SharedParameters.RefuseMember(name, ref reader);
                break;
        }
    }

    private static void ReadResponseFormat(ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return;
        }

        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            reader.Wrong("response_format", "an object");
            return;
        }

        string? type = null;
        while (reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.Json.ValueTextEquals("type"u8))
            {
                type = reader.Text("response_format.type");
            }
            else
            {
                reader.Json.Read();
                reader.Skip();
            }
        }

        if (type is "json_object" or "json_schema")
        {
            reader.Unsupported("response_format", $"'response_format' of type '{type}' is not offered for models of this server yet. Use 'text', or ask for JSON in the prompt.");
        }
        else if (type is not "text")
        {
            reader.Refuse(Problem.Invalid("'response_format.type' must be 'text', 'json_object' or 'json_schema'.", "response_format.type"));
        }
    }

    private static void ReadModalities(ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return;
        }

        var onlyText = reader.Json.TokenType == JsonTokenType.StartArray;
        while (onlyText && reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray)
        {
            onlyText = reader.Json.TokenType == JsonTokenType.String && reader.Json.ValueTextEquals("text"u8);
        }

        SharedParameters.RefuseUnless(onlyText, "modalities", ref reader);
    }

    private static JsonTokenType Peek(ref ParameterReader reader)
    {
        var ahead = reader.Json;
        ahead.Read();
        return ahead.TokenType;
    }
}
