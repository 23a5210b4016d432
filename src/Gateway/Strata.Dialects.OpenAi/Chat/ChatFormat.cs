using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary><c>response_format</c>. Schemas pass unchanged: nothing becomes required, nothing is closed.</summary>
internal static class ChatFormat
{
    public static OutputFormat? Read(JsonValue value)
    {
        string? type = null;
        var format = new OutputFormat(OutputKind.JsonSchema);
        var hasSchema = false;
        foreach (var member in value.Members())
        {
            switch (member.Name)
            {
                case "type": type = member.Text(); break;
                case "json_schema": hasSchema = !member.IsNull; format = FormatSchema.Read(member); break;
            }
        }

        if (value.IsNull || value.Problem is not null)
        {
            return null;
        }

        switch (type)
        {
            case "text": return new OutputFormat(OutputKind.Text);
            case "json_object": return new OutputFormat(OutputKind.JsonObject);
            case "json_schema" when hasSchema: return format;
            case "json_schema": value.Missing("json_schema"); return null;
            default:
                value.Refuse(Problem.Invalid("'response_format.type' must be 'text', 'json_object' or 'json_schema'.", "response_format.type"));
                return null;
        }
    }

    public static void Write(Utf8JsonWriter json, OutputFormat format)
    {
        json.WriteStartObject("response_format");
        json.WriteString("type", FormatSchema.Word(format.Kind));
        if (format.Kind == OutputKind.JsonSchema)
        {
            json.WriteStartObject("json_schema");
            FormatSchema.WriteMembers(json, format);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
