using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>Writes <c>tools</c> and <c>toolConfig</c>. Schemas go as JSON schemas, unchanged.</summary>
internal static class GeminiToolWriter
{
    public static void Write(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Losses losses)
    {
        if (request.Tools.Count > 0)
        {
            json.WriteStartArray("tools"u8);
            Functions(json, request, profile, losses);
            foreach (var tool in request.Tools.Where(tool => tool.Dialect.Length > 0))
            {
                if (tool.Dialect == GeminiNames.Dialect)
                {
                    json.WriteRawValue(tool.Raw.Span, skipInputValidation: true);
                }
                else
                {
                    losses.Refuse("tools", $"The tool '{tool.Name}' is {tool.Dialect}'s own and cannot be given to Gemini. Leave it out, or ask a model of that provider.");
                }
            }

            json.WriteEndArray();
        }

        Config(json, request, losses);
    }

    private static void Functions(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Losses losses)
    {
        if (request.Tools.All(tool => tool.Dialect.Length > 0))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations"u8);
        for (var i = 0; i < request.Tools.Count; i++)
        {
            var tool = request.Tools[i];
            if (tool.Dialect.Length > 0)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            json.WriteSaid("description", tool.Description);
            var at = FormattableString.Invariant($"tools[{i}].");
            Schema(json, ("parameters", "parametersJsonSchema", at + "parameters"), tool.Schema, profile, losses);
            if (!tool.CacheControl.IsEmpty)
            {
                losses.Note(at + "cache_control", "left out: Gemini caches equal beginnings by itself");
            }

            if (request.Dialect == GeminiNames.Dialect)
            {
                json.WriteCarries(tool.Extra);
            }
            else
            {
                losses.TakeExtra(request.Dialect, at, tool.Extra);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Schema(Utf8JsonWriter json, (string Own, string Json, string At) names, ReadOnlyMemory<byte> schema, WriteProfile profile, Losses losses)
    {
        if (!profile.TakesOpenApiSchema || schema.IsEmpty)
        {
            json.WriteRaw(names.Json, schema);
            return;
        }

        json.WritePropertyName(names.Own);
        GeminiSchemaWriter.Write(json, schema, names.At, losses);
    }

    private static void Config(Utf8JsonWriter json, ChatRequest request, Losses losses)
    {
        var own = request.Dialect == GeminiNames.Dialect ? request.Extra : [];
        const string CallingPrefix = "toolConfig.functionCallingConfig.";
        var calling = own.Where(carry => carry.Name.StartsWith(CallingPrefix, StringComparison.Ordinal)).ToList();
        var others = own.Where(carry => carry.Name.StartsWith("toolConfig.", StringComparison.Ordinal)).Except(calling).ToList();
        if (calling.RemoveAll(carry => carry.Name.EndsWith(".streamFunctionCallArguments", StringComparison.Ordinal)) > 0)
        {
            losses.Note(CallingPrefix + "streamFunctionCallArguments", "left out: calls come whole");
        }

        var mode = Mode(request);
        if (mode is null && calling.Count == 0 && others.Count == 0)
        {
            return;
        }

        json.WriteStartObject("toolConfig"u8);
        if (mode is not null || calling.Count > 0)
        {
            json.WriteStartObject("functionCallingConfig"u8);
            json.WriteSaid("mode", mode);
            if (request.ToolChoice is { Names.Count: > 0 } choice)
            {
                json.WriteStartArray("allowedFunctionNames"u8);
                foreach (var name in choice.Names)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }

            json.WriteCarries([.. calling.Select(carry => carry with { Name = carry.Name[CallingPrefix.Length..] })]);
            json.WriteEndObject();
        }

        json.WriteCarries([.. others.Select(carry => carry with { Name = carry.Name["toolConfig.".Length..] })]);
        json.WriteEndObject();
    }

    /// <summary>Strict tools under a free choice are VALIDATED: calls then follow their schemas. ANY constrains them anyway.</summary>
    private static string? Mode(ChatRequest request) => request.ToolChoice switch
    {
        null or { Kind: ToolChoiceKind.Auto } => request.Tools.Any(tool => tool.Strict == true) ? "VALIDATED" : request.ToolChoice is null ? null : "AUTO",
        { Kind: ToolChoiceKind.None } => "NONE",
        { Kind: ToolChoiceKind.Allowed, MustCall: false } => "VALIDATED",
        _ => "ANY",
    };
}
