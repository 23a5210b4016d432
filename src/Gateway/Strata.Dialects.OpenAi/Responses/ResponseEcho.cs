using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>The parameters of a request as its response repeats them, defaults where nothing was said.</summary>
internal static class ResponseEcho
{
    private static readonly ChatRequest Nothing = new() { Dialect = DialectNames.Responses, Model = "" };

    public static void Write(Utf8JsonWriter json, ChatRequest? said)
    {
        var request = said ?? Nothing;
        json.WriteBoolean("background"u8, false);
        json.WriteString("instructions"u8, request.Messages is [{ RoleWord: ItemNames.Instructions, Blocks: [TextBlock text] }, ..] ? text.Text : null);
        Number(json, "max_output_tokens", request.OutputTokensMax);
        Raw(json, "max_tool_calls", request, "null");
        json.WriteBoolean("parallel_tool_calls"u8, request.ParallelToolCalls ?? true);
        Raw(json, "previous_response_id", request, "null");
        json.WriteString("prompt_cache_key"u8, request.PromptCacheKey);
        json.WriteStartObject("reasoning"u8);
        json.WriteString("effort"u8, request.Reasoning?.Effort);
        json.WriteString("summary"u8, request.Reasoning?.Summary);
        json.WriteEndObject();
        Raw(json, "safety_identifier", request, "null");
        json.WriteBoolean("store"u8, request.Store ?? true);
        json.WriteNumber("temperature"u8, request.Temperature ?? 1);
        json.WriteStartObject("text"u8);
        ResponseFormat.Write(json, request.Format ?? new OutputFormat(OutputKind.Text));
        if (request.Extra.FirstOrDefault(e => e.Name == "text.verbosity") is { } verbosity)
        {
            json.WriteRaw("verbosity", verbosity.Json);
        }

        json.WriteEndObject();
        WriteTools(json, request);
        json.WriteNumber("top_logprobs"u8, request.TopLogProbs ?? 0);
        json.WriteNumber("top_p"u8, request.TopP ?? 1);
        Raw(json, "truncation", request, "\"disabled\"");
        json.WriteString("user"u8, request.User);
        json.WriteRaw("metadata", request.Metadata.IsEmpty ? "{}"u8.ToArray() : OneLine.Of(request.Metadata));
    }

    private static void WriteTools(Utf8JsonWriter json, ChatRequest request)
    {
        ResponseToolsWriter.WriteTools(json, request.Tools, isSame: request.Dialect == DialectNames.Responses);
        if (request.ToolChoice is { } choice)
        {
            ResponseToolsWriter.WriteChoice(json, choice, request.Tools);
        }
        else
        {
            Raw(json, "tool_choice", request, "\"auto\"");
        }
    }

    private static void Raw(Utf8JsonWriter json, string name, ChatRequest request, string otherwise)
    {
        json.WritePropertyName(name);
        if (request.Extra.FirstOrDefault(e => e.Name == name) is { } carry)
        {
            json.WriteRawValue(OneLine.Of(carry.Json).Span, skipInputValidation: true);
        }
        else
        {
            json.WriteRawValue(otherwise, skipInputValidation: true);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
