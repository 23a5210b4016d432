using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>Writes blocks as parts. A block that has no part here (another dialect's own) is the caller's to refuse or to pass over.</summary>
internal static class GeminiParts
{
    /// <summary>The signature that a text, picture or sound carries beside it.</summary>
    public static string? SignatureOf(Block block)
    {
        foreach (var carry in block.Extra)
        {
            if (carry.Name == GeminiNames.Signature && carry.Json.Span is [(byte)'"', .., (byte)'"'])
            {
                using var value = JsonDocument.Parse(carry.Json);
                return value.RootElement.GetString();
            }
        }

        return null;
    }

    public static byte[] Raw(Block block)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = JsonOut.Over(output))
        {
            Write(json, block);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes a part; false where the block has none here.</summary>
    public static bool Write(Utf8JsonWriter json, Block block)
    {
        switch (block)
        {
            case TextBlock text:
                Text(json, text.Text, isThought: false, null, text);
                return true;
            case RefusalBlock refusal:
                Text(json, refusal.Text, isThought: false, null, refusal);
                return true;
            case ThinkingBlock thought:
                Text(json, thought.Text, isThought: true, GeminiSeal.Close(thought), thought);
                return true;
            case ToolCallBlock call:
                Call(json, call);
                return true;
            case ToolResultBlock:
                return false; // needs the name of its call: GeminiContentWriter
            case OpaqueBlock opaque:
                if (opaque.Dialect != GeminiNames.Dialect)
                {
                    return false;
                }

                json.WriteRawValue(opaque.Json.Span, skipInputValidation: true);
                return true;
            default:
                return Media(json, block);
        }
    }

    public static void Text(Utf8JsonWriter json, string text, bool isThought, string? signature, Block? block = null)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        if (isThought)
        {
            json.WriteBoolean("thought"u8, true);
        }

        json.WriteSaid(GeminiNames.Signature, signature);
        json.WriteCarries(block?.Extra ?? []);
        json.WriteEndObject();
    }

    /// <summary>The arguments as an object: what is none stands whole under one name, so that broken history stays readable.</summary>
    public static void Call(Utf8JsonWriter json, ToolCallBlock call, string? signature = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall"u8);
        CallIds.Write(json, "id", call.Id);
        json.WriteString("name"u8, call.Name);
        if (RawJson.IsObject(call.Arguments))
        {
            json.WriteRaw("args", Encoding.UTF8.GetBytes(call.Arguments));
        }
        else
        {
            json.WriteStartObject("args"u8);
            if (call.Arguments.AsSpan().Trim().Length > 0)
            {
                json.WriteString(call.IsCustom ? "input"u8 : "arguments"u8, call.Arguments);
            }

            json.WriteEndObject();
        }

        json.WriteCarries(call.Extra.Where(IsOfCall).ToList());
        json.WriteEndObject();
        json.WriteSaid(GeminiNames.Signature, signature ?? call.Signature);
        json.WriteEndObject();
    }

    public static bool Media(Utf8JsonWriter json, Block block)
    {
        var (source, name) = block switch
        {
            ImageBlock image => (image.Source, null),
            AudioBlock audio => (audio.Source, null),
            DocumentBlock document => (document.Source, document.FileName),
            _ => (null, null),
        };
        if (source is null)
        {
            return false;
        }

        json.WriteStartObject();
        if (source.Base64 is not null || source.Text is not null)
        {
            json.WriteStartObject("inlineData"u8);
            json.WriteString("mimeType"u8, source.MediaType.Length > 0 ? source.MediaType : source.Text is not null ? "text/plain" : block is ImageBlock ? "image/png" : "application/octet-stream");
            json.WriteString("data"u8, source.Base64 ?? Convert.ToBase64String(Encoding.UTF8.GetBytes(source.Text!)));
        }
        else
        {
            json.WriteStartObject("fileData"u8);
            json.WriteSaid("mimeType", source.MediaType.Length > 0 ? source.MediaType : GeminiMediaTypes.Guess(source.Url));
            json.WriteString("fileUri"u8, source.Url ?? source.FileId);
        }

        json.WriteSaid("displayName", name);
        json.WriteCarries(block.Extra.Where(carry => carry.Name == "displayName").ToList());
        json.WriteEndObject();
        json.WriteCarries(block.Extra.Where(carry => carry.Name != "displayName").ToList());
        json.WriteEndObject();
        return true;
    }

    private static bool IsOfCall(Carry carry) => carry.Name is not ("index" or "type");
}
