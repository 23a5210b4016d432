using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>Writes the blocks of a request's turns. A block of another dialect that has no form here is refused by its place, a hint is noted.</summary>
internal sealed class BlockWriter(Utf8JsonWriter json, Crossing crossing)
{
    private readonly ToolIds ids = new();

    /// <summary>The blocks that are written, each with its place.</summary>
    public List<(Block Block, string At)> Kept(IReadOnlyList<Block> blocks, string at)
    {
        var kept = new List<(Block, string)>(blocks.Count);
        for (var i = 0; i < blocks.Count; i++)
        {
            var path = FormattableString.Invariant($"{at}[{i}]");
            if (Keeps(blocks[i], path))
            {
                kept.Add((blocks[i], path));
            }
        }

        return kept;
    }

    /// <summary>Writes a turn's blocks as a list, or as a text where that is all there is.</summary>
    public void Content(List<(Block Block, string At)> blocks, MessageRole role)
    {
        if (blocks is [(TextBlock { Citations.IsEmpty: true, CacheControl.IsEmpty: true, Extra.Count: 0 } only, _)])
        {
            json.WriteString("content", only.Text);
            return;
        }

        json.WriteStartArray("content");
        foreach (var (block, at) in blocks)
        {
            Write(block, role, at);
        }

        json.WriteEndArray();
    }

    /// <summary>Whether a block is written at all: blank texts and foreign reasoning have no form here.</summary>
    private bool Keeps(Block block, string at)
    {
        if (crossing.IsSame)
        {
            return true;
        }

        if (block is TextBlock text && string.IsNullOrWhiteSpace(text.Text))
        {
            if (text.Text.Length > 0)
            {
                crossing.Note(at, "left out: the provider takes no blank text");
            }

            return false;
        }

        if (block is ThinkingBlock thinking && !(ClaudeSeals.Reads(thinking.Origin) && (thinking.Signature ?? thinking.Sealed) is { Length: > 0 }))
        {
            crossing.Note(at, "left out: reasoning without this provider's seal cannot be sent back to it");
            return false;
        }

        return true;
    }

    /// <summary>Writes one block.</summary>
    public void Write(Block block, MessageRole role, string at)
    {
        if (!crossing.IsSame)
        {
            crossing.Settle(block.Extra, at);
        }

        switch (block)
        {
            case TextBlock text:
                NoteCitations(text, at);
                BlockParts.Text(json, text, crossing.IsSame);
                break;
            case RefusalBlock refusal:
                crossing.Note(at, "said as text: the provider has no mark for a refusal");
                BlockParts.Text(json, new TextBlock(refusal.Text) { CacheControl = refusal.CacheControl }, isOurs: false);
                break;
            case ThinkingBlock thinking:
                BlockParts.Thinking(json, thinking, crossing.IsSame);
                break;
            case ToolCallBlock call:
                ToolCall(call, at);
                break;
            case ToolResultBlock result:
                ToolResult(result, at);
                break;
            case ImageBlock image when role == MessageRole.User || crossing.IsSame:
                Image(image, at);
                break;
            case DocumentBlock document when role == MessageRole.User || crossing.IsSame:
                Document(document, at);
                break;
            case OpaqueBlock opaque when opaque.Dialect == AnthropicWords.Dialect:
                RawJson.Write(json, opaque.Json);
                break;
            default:
                Refuse(block, at);
                break;
        }
    }

    private void Refuse(Block block, string at)
    {
        var (member, what) = block switch
        {
            AudioBlock => ($"{at}.input_audio", "it takes no sound. Send a transcript, or use a model that hears."),
            OpaqueBlock opaque => (at, $"a block of type '{opaque.Type}' belongs to '{opaque.Dialect}' alone."),
            ImageBlock => (at, "pictures stand in user messages only."),
            DocumentBlock => (at, "documents stand in user messages only."),
            _ => (at, "it has no such block."),
        };
        crossing.Refuse(member, what);
    }

    private void NoteCitations(TextBlock text, string at)
    {
        if (!crossing.IsSame && !text.Citations.IsEmpty)
        {
            crossing.Note($"{at}.citations", "left out: citations are told in another form there");
        }
    }

    private void ToolCall(ToolCallBlock call, string at)
    {
        if (call.IsCustom || !(string.IsNullOrWhiteSpace(call.Arguments) || RawJson.IsObject(call.Arguments)))
        {
            crossing.Note($"{at}.arguments", $"no JSON object: sent as the text '{BlockParts.RawArguments}' inside one");
        }

        if (call.Signature is not null)
        {
            crossing.Note($"{at}.signature", "left out: the seal of another provider");
        }

        BlockParts.ToolCall(json, call, crossing.IsSame ? call.Id : ids.Of(call.Id), crossing.IsSame);
    }

    private void ToolResult(ToolResultBlock result, string at)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", crossing.IsSame ? result.CallId : ids.Of(result.CallId));
        if (Kept(result.Content, $"{at}.content") is { Count: > 0 } content)
        {
            Content(content, MessageRole.User);
        }

        if (result.IsError)
        {
            json.WriteBoolean("is_error", true);
        }

        BlockParts.End(json, result, crossing.IsSame);
    }

    private void Image(ImageBlock image, string at)
    {
        if (image.Detail is not null && !crossing.IsSame)
        {
            crossing.Note($"{at}.detail", "left out: the provider chooses the resolution");
        }

        CheckFile(image.Source, at);
        json.WriteStartObject();
        json.WriteString("type", "image");
        BlockParts.Source(json, image.Source);
        BlockParts.End(json, image, crossing.IsSame);
    }

    private void Document(DocumentBlock document, string at)
    {
        CheckFile(document.Source, at);
        json.WriteStartObject();
        json.WriteString("type", "document");
        if (!crossing.IsSame || !document.Extra.Any(carry => carry.Name == "source"))
        {
            BlockParts.Source(json, Readable(document.Source, at));
        }

        if ((document.Title ?? document.FileName) is { } title)
        {
            json.WriteString("title", title);
        }

        if (document.Context is { } context)
        {
            json.WriteString("context", context);
        }

        if (document.Cites || document.Extra.Any(carry => carry.Name.StartsWith("citations.", StringComparison.Ordinal)))
        {
            json.WriteStartObject("citations");
            json.WriteBoolean("enabled", document.Cites);
            BlockParts.Extra(json, document.Extra, "citations");
            json.WriteEndObject();
        }

        BlockParts.End(json, document, crossing.IsSame);
    }

    /// <summary>The provider takes PDF as bytes and text as text; what is neither is refused.</summary>
    private MediaSource Readable(MediaSource source, string at)
    {
        if (crossing.IsSame || source.Base64 is not { } data || source.MediaType == "application/pdf")
        {
            return source;
        }

        if (source.MediaType.Length == 0 && data.StartsWith("JVBER", StringComparison.Ordinal))
        {
            return source with { MediaType = "application/pdf" };
        }

        if (source.MediaType.StartsWith("text/", StringComparison.Ordinal) || source.MediaType == "application/json")
        {
            var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(data.Length)];
            if (Convert.TryFromBase64String(data, bytes, out var length))
            {
                return new MediaSource { MediaType = "text/plain", Text = Encoding.UTF8.GetString(bytes, 0, length) };
            }
        }

        crossing.Refuse(at, $"a document of type '{source.MediaType}' is not read there. Send PDF or text.");
        return source;
    }

    private void CheckFile(MediaSource source, string at)
    {
        if (source.FileId is not null && !crossing.IsSame)
        {
            crossing.Refuse($"{at}.file_id", "the file was uploaded to another provider. Send its bytes or an address.");
        }
    }
}
