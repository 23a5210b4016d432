using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi;

/// <summary>The members of a named schema, which chat puts in an object of its own and Responses beside the type.</summary>
internal static class FormatSchema
{
    public static OutputFormat Read(JsonValue value)
    {
        var format = new OutputFormat(OutputKind.JsonSchema);
        foreach (var member in value.Members())
        {
            format = member.Name switch
            {
                "name" => format with { Name = member.Text() },
                "description" => format with { Description = member.Text() },
                "schema" => format with { Schema = member.Is(JsonValueKind.Object, "an object") ? member.Raw() : default(ReadOnlyMemory<byte>) },
                "strict" => format with { Strict = member.Flag() },
                _ => format,
            };
        }

        return format;
    }

    public static void WriteMembers(Utf8JsonWriter json, OutputFormat format)
    {
        json.WriteString("name", format.Name ?? "answer");
        json.WriteSaid("description", format.Description);
        json.WriteRaw("schema", format.Schema);
        json.WriteSaid("strict", format.Strict);
    }

    public static string Word(OutputKind kind) => kind switch { OutputKind.Text => "text", OutputKind.JsonObject => "json_object", _ => "json_schema" };
}
