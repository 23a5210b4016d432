using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary><c>text.format</c>: the type and the schema's members side by side.</summary>
internal static class ResponseFormat
{
    public static OutputFormat? Read(JsonValue value)
    {
        if (value.IsNull)
        {
            return null;
        }

        switch (value.Find("type")?.Text())
        {
            case "text": return new OutputFormat(OutputKind.Text);
            case "json_object": return new OutputFormat(OutputKind.JsonObject);
            case "json_schema":
                if (value.Find("schema") is not { Kind: JsonValueKind.Object })
                {
                    value.Missing("schema");
                }

                return FormatSchema.Read(value);
            default:
                value.Refuse(Problem.Invalid("'text.format.type' must be 'text', 'json_object' or 'json_schema'.", "text.format.type"));
                return null;
        }
    }

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, OutputFormat format)
    {
        json.WriteStartObject("format");
        json.WriteString("type", FormatSchema.Word(format.Kind));
        if (format.Kind == OutputKind.JsonSchema)
        {
            FormatSchema.WriteMembers(json, format);
        }

        json.WriteEndObject();
    }
}
