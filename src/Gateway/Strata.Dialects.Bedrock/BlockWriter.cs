using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes content blocks. What has no form here is refused by its place; hints are noted. Answers for callers come this way too.</summary>
internal sealed class BlockWriter(Utf8JsonWriter json, Crossing crossing)
{
    private readonly ToolIds ids = new(BedrockWords.ToolIdCharsMax);
    private int documents;

    /// <summary>Whether a block is written at all: blank texts and reasoning without a seal have no form in a request.</summary>
    public bool Keeps(Block block, string at)
    {
        if (crossing.IsSame || block is not (TextBlock or ThinkingBlock))
        {
            return true;
        }

        if (block is TextBlock text)
        {
            if (string.IsNullOrWhiteSpace(text.Text) && text.Text.Length > 0)
            {
                crossing.Note(at, "left out: the provider takes no blank text");
            }

            return !string.IsNullOrWhiteSpace(text.Text);
        }

        var thinking = (ThinkingBlock)block;
        var isReadable = ClaudeSeals.Reads(thinking.Origin) && (thinking.Signature ?? thinking.Sealed) is { Length: > 0 };
        if (!isReadable)
        {
            crossing.Note(at, "left out: reasoning without this provider's seal cannot be sent back to it");
        }

        return isReadable;
    }

    /// <summary>Writes one block, and the cache point behind it.</summary>
    public void Write(Block block, string at)
    {
        crossing.Settle(block.Extra, at);
        switch (block)
        {
            case TextBlock text:
                Text(text, at);
                break;
            case RefusalBlock refusal:
                crossing.Note(at, "said as text: the provider has no mark for a refusal");
                Text(new TextBlock(refusal.Text), at);
                break;
            case ThinkingBlock thinking:
                Thinking(thinking);
                break;
            case ToolCallBlock call:
                ToolCall(call, at);
                break;
            case ToolResultBlock result:
                ToolResult(result, at);
                break;
            case ImageBlock image:
                Image(image, at);
                break;
            case DocumentBlock document:
                Document(document, at);
                break;
            case AudioBlock audio when audio.Source.Base64 is not null && BedrockWords.Format(audio.Source.MediaType) is { } format:
                Open("audio");
                json.WriteString("format", format);
                Bytes(audio.Source.Base64);
                Close(audio);
                break;
            case OpaqueBlock opaque when opaque.Dialect == BedrockWords.Dialect:
                RawJson.Write(json, opaque.Json);
                break;
            case OpaqueBlock opaque:
                crossing.Refuse(at, $"a block of type '{opaque.Type}' belongs to '{opaque.Dialect}' alone.");
                break;
            default:
                crossing.Refuse(at, "it takes no such sound. Send WAV or MP3 as base64, or a transcript.");
                break;
        }

        BedrockWords.CachePoint(json, block.CacheControl);
    }

    private void Open(string name)
    {
        json.WriteStartObject();
        json.WriteStartObject(name);
    }

    private void Close(Block block)
    {
        if (crossing.IsSame)
        {
            json.WriteCarries(block.Extra);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Text(TextBlock text, string at)
    {
        json.WriteStartObject();
        if (crossing.IsSame && text.Extra is [{ Name: "json" } raw])
        {
            json.WriteRaw("json", raw.Json);
        }
        else if (crossing.IsSame && !text.Citations.IsEmpty)
        {
            json.WriteStartObject("citationsContent");
            json.WriteStartArray("content");
            json.WriteStartObject();
            json.WriteString("text", text.Text);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteRaw("citations", text.Citations);
            json.WriteCarries(text.Extra);
            json.WriteEndObject();
        }
        else
        {
            if (!text.Citations.IsEmpty)
            {
                crossing.Note($"{at}.citations", "left out: citations are told in another form there");
            }

            json.WriteString("text", text.Text);
            json.WriteCarries(crossing.IsSame ? text.Extra : []);
        }

        json.WriteEndObject();
    }

    private void Thinking(ThinkingBlock thinking)
    {
        Open("reasoningContent");
        if (thinking.Sealed is { } data && ClaudeSeals.Reads(thinking.Origin))
        {
            json.WriteString("redactedContent", data);
        }
        else
        {
            json.WriteStartObject("reasoningText");
            json.WriteString("text", thinking.Text);
            var signature = ClaudeSeals.Reads(thinking.Origin) ? thinking.Signature : ForeignSeal.Of(thinking);
            json.WriteSaid("signature", string.IsNullOrEmpty(signature) ? null : signature);
            json.WriteEndObject();
        }

        Close(thinking);
    }

    private void ToolCall(ToolCallBlock call, string at)
    {
        Open("toolUse");
        json.WriteString("toolUseId", crossing.IsSame ? call.Id : ids.Of(call.Id));
        json.WriteString("name", call.Name);
        if (crossing.IsSame || RawJson.IsObject(call.Arguments))
        {
            json.WriteRaw("input", Encoding.UTF8.GetBytes(call.Arguments));
        }
        else
        {
            json.WriteStartObject("input");
            if (!string.IsNullOrWhiteSpace(call.Arguments))
            {
                crossing.Note($"{at}.arguments", $"no JSON object: sent as the text '{BlockParts.RawArguments}' inside one");
                json.WriteString(BlockParts.RawArguments, call.Arguments);
            }

            json.WriteEndObject();
        }

        Close(call);
    }

    private void ToolResult(ToolResultBlock result, string at)
    {
        Open("toolResult");
        json.WriteString("toolUseId", crossing.IsSame ? result.CallId : ids.Of(result.CallId));
        json.WriteStartArray("content");
        for (var i = 0; i < result.Content.Count; i++)
        {
            var place = FormattableString.Invariant($"{at}.content[{i}]");
            if (Keeps(result.Content[i], place))
            {
                Write(result.Content[i], place);
            }
        }

        json.WriteEndArray();
        if (result.IsError)
        {
            json.WriteString("status", "error");
        }

        Close(result);
    }

    private void Image(ImageBlock image, string at)
    {
        if (image.Detail is not null)
        {
            crossing.Note($"{at}.detail", "left out: the provider chooses the resolution");
        }

        Open("image");
        if (BedrockWords.Format(image.Source.MediaType) is { } format)
        {
            json.WriteString("format", format);
        }
        else
        {
            crossing.Refuse(at, $"a picture of type '{image.Source.MediaType}' is not read there. Send PNG, JPEG, GIF or WebP.");
        }

        Source(image.Source, at);
        Close(image);
    }

    private void Document(DocumentBlock document, string at)
    {
        documents++;
        Open("document");
        var type = document.Source is { MediaType.Length: 0, Base64: { } data } && data.StartsWith("JVBER", StringComparison.Ordinal) ? "application/pdf" : document.Source.MediaType;
        if (BedrockWords.Format(type) is { } format)
        {
            json.WriteString("format", format);
        }
        else if (type.StartsWith("text/", StringComparison.Ordinal) || type == "application/json")
        {
            json.WriteString("format", "txt");
        }
        else if (document.Source.Base64 is not null)
        {
            crossing.Refuse(at, $"a document of type '{type}' is not read there.");
        }

        var name = document.FileName ?? document.Title;
        json.WriteString("name", crossing.IsSame && name is not null ? name : Named(name));
        json.WriteSaid("context", document.Context);
        Source(document.Source, at);
        if (document.Cites)
        {
            json.WriteStartObject("citations");
            json.WriteBoolean("enabled", true);
            json.WriteEndObject();
        }

        Close(document);
    }

    /// <summary>Names are demanded, and have letters, digits, single spaces, hyphens, parentheses and brackets only.</summary>
    private string Named(string? name)
    {
        var clean = new StringBuilder();
        foreach (var c in name ?? "")
        {
            clean.Append(char.IsAsciiLetterOrDigit(c) || c is '(' or ')' or '[' or ']' ? c : '-');
        }

        return clean.Length == 0 ? FormattableString.Invariant($"document-{documents}") : clean.ToString(0, Math.Min(clean.Length, 200));
    }

    private void Source(MediaSource source, string at)
    {
        if (source.Base64 is { } data)
        {
            Bytes(data);
            return;
        }

        json.WriteStartObject("source");
        if (source.Text is { } text)
        {
            json.WriteString("text", text);
        }
        else if (source.Url is { } url && url.StartsWith("s3://", StringComparison.Ordinal))
        {
            json.WriteStartObject("s3Location");
            json.WriteString("uri", url);
            json.WriteEndObject();
        }
        else
        {
            crossing.Refuse(at, source.Url is null ? "the file was uploaded to another provider. Send its bytes." : "it fetches no addresses but s3://. Send the bytes.");
        }

        json.WriteEndObject();
    }

    private void Bytes(string base64)
    {
        json.WriteStartObject("source");
        json.WriteString("bytes", base64);
        json.WriteEndObject();
    }
}
