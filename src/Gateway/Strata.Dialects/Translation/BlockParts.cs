using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Translation;

/// <summary>The blocks that requests and answers write alike.</summary>
internal static class BlockParts
{
    /// <summary>The member that holds arguments which are no JSON object: the dialect has objects only.</summary>
    public const string RawArguments = "arguments";

    /// <summary>Writes a text.</summary>
    public static void Text(Utf8JsonWriter json, TextBlock text, bool isOurs)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text.Text);
        if (isOurs && !text.Citations.IsEmpty)
        {
            json.WriteRaw("citations", text.Citations);
        }

        End(json, text, isOurs);
    }

    /// <summary>Writes reasoning with its seal: its own, or another provider's in our wrapping.</summary>
    public static void Thinking(Utf8JsonWriter json, ThinkingBlock thinking, bool isOurs)
    {
        json.WriteStartObject();
        if (thinking.Sealed is { } data && ClaudeSeals.Reads(thinking.Origin))
        {
            json.WriteString("type", "redacted_thinking");
            json.WriteString("data", data);
        }
        else
        {
            json.WriteString("type", "thinking");
            json.WriteString("thinking", thinking.Text);
            json.WriteString("signature", ClaudeSeals.Reads(thinking.Origin) ? thinking.Signature ?? "" : ForeignSeal.Of(thinking));
        }

        End(json, thinking, isOurs);
    }

    /// <summary>Writes a call. Arguments that are no object stand inside one, so that a broken call of the past does not stop the conversation.</summary>
    public static void ToolCall(Utf8JsonWriter json, ToolCallBlock call, string id, bool isOurs)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", id);
        json.WriteString("name", call.Name);
        if (RawJson.IsObject(call.Arguments))
        {
            json.WriteRaw("input", Encoding.UTF8.GetBytes(call.Arguments));
        }
        else
        {
            json.WriteStartObject("input");
            if (!string.IsNullOrWhiteSpace(call.Arguments))
            {
                json.WriteString(RawArguments, call.Arguments);
            }

            json.WriteEndObject();
        }

        End(json, call, isOurs);
    }

    /// <summary>Writes where the bytes of a picture or document are.</summary>
    public static void Source(Utf8JsonWriter json, MediaSource source)
    {
        json.WriteStartObject("source");
        if (source.Base64 is { } data)
        {
            json.WriteString("type", "base64");
            json.WriteString("media_type", source.MediaType);
            json.WriteString("data", data);
        }
        else if (source.Text is { } text)
        {
            json.WriteString("type", "text");
            json.WriteString("media_type", "text/plain");
            json.WriteString("data", text);
        }
        else if (source.FileId is { } file)
        {
            json.WriteString("type", "file");
            json.WriteString("file_id", file);
        }
        else
        {
            json.WriteString("type", "url");
            json.WriteString("url", source.Url ?? "");
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the cache mark and, within the dialect, what the model has no place for; closes the block.</summary>
    public static void End(Utf8JsonWriter json, Block block, bool isOurs)
    {
        if (!block.CacheControl.IsEmpty)
        {
            json.WriteRaw("cache_control", block.CacheControl);
        }

        if (isOurs)
        {
            Extra(json, block.Extra);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes carried members back. Names with a dot belong into an object that its writer fills.</summary>
    public static void Extra(Utf8JsonWriter json, IReadOnlyList<Carry> extra)
    {
        foreach (var carry in extra)
        {
            if (!carry.Name.Contains('.'))
            {
                json.WriteRaw(carry.Name, carry.Json);
            }
        }
    }

    /// <summary>Writes those carried members back that belong into the open object of this name.</summary>
    public static void Extra(Utf8JsonWriter json, IReadOnlyList<Carry> extra, string owner)
    {
        foreach (var carry in extra)
        {
            if (carry.Name.Length > owner.Length && carry.Name[owner.Length] == '.' && carry.Name.StartsWith(owner, StringComparison.Ordinal))
            {
                json.WriteRaw(carry.Name[(owner.Length + 1)..], carry.Json);
            }
        }
    }
}
