using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Reads <c>content</c>: a string, or a list of parts. A part of a type that only some servers know is kept whole.</summary>
internal static class ChatPartsReader
{
    public static List<Block>? ReadContent(JsonValue value)
    {
        if (value.Kind == JsonValueKind.String)
        {
            return value.Text() is { } text ? [new TextBlock(text)] : null;
        }

        if (value.Kind != JsonValueKind.Array)
        {
            if (!value.IsNull)
            {
                value.Wrong("a string or a list of parts");
            }

            return null;
        }

        var blocks = new List<Block>();
        foreach (var part in value.Items(JsonLimits.BlocksMax))
        {
            if (ReadPart(part) is { } block)
            {
                blocks.Add(block);
            }
        }

        if (blocks.Count == 0)
        {
            value.Invalid($"'{value.Path}' has no parts. Send a string, or at least one part.");
        }

        return blocks;
    }

    private static Block? ReadPart(JsonValue part)
    {
        if (part.Kind != JsonValueKind.Object)
        {
            part.Wrong("an object");
            return null;
        }

        if (part.Find("type") is not { Kind: JsonValueKind.String } type)
        {
            part.Missing("type");
            return null;
        }

        var word = type.Text() ?? "";
        var draft = new PartDraft();
        Block? block = word switch
        {
            "text" or "refusal" => Text(part, word, draft),
            "image_url" => Image(part, draft),
            "input_audio" => Audio(part, draft),
            "file" => File(part, draft),
            _ => new OpaqueBlock(DialectNames.Chat, word, part.Raw()),
        };
        return block is null or OpaqueBlock ? block : block with { CacheControl = draft.CacheControl, Extra = draft.Extra };
    }

    private static Block? Text(JsonValue part, string word, PartDraft draft)
    {
        string? text = null;
        foreach (var member in part.Members())
        {
            if (member.Name == word)
            {
                text = member.Text();
            }
            else
            {
                draft.Other(member);
            }
        }

        if (text is null)
        {
            part.Missing(word);
            return null;
        }

        return word == "text" ? new TextBlock(text) : new RefusalBlock(text);
    }

    private static ImageBlock? Image(JsonValue part, PartDraft draft)
    {
        string? url = null;
        string? detail = null;
        foreach (var member in draft.Inner(part, "image_url"))
        {
            switch (member.Name)
            {
                case "url": url = member.Text(); break;
                case "detail": detail = member.Text(); break;
                default: draft.Carry("image_url.", member); break;
            }
        }

        if (url is null)
        {
            part.Missing("image_url.url");
            return null;
        }

        return new ImageBlock(DataUrl.Read(url)) { Detail = detail };
    }

    private static AudioBlock? Audio(JsonValue part, PartDraft draft)
    {
        string? data = null;
        string? format = null;
        foreach (var member in draft.Inner(part, "input_audio"))
        {
            switch (member.Name)
            {
                case "data": data = member.Text(); break;
                case "format": format = member.Text(); break;
                default: draft.Carry("input_audio.", member); break;
            }
        }

        if (data is null || format is null)
        {
            part.Missing(data is null ? "input_audio.data" : "input_audio.format");
            return null;
        }

        return new AudioBlock(new MediaSource { MediaType = MediaTypes.OfAudio(format), Base64 = data });
    }

    private static DocumentBlock? File(JsonValue part, PartDraft draft)
    {
        string? data = null;
        string? id = null;
        string? name = null;
        foreach (var member in draft.Inner(part, "file"))
        {
            switch (member.Name)
            {
                case "file_data": data = member.Text(); break;
                case "file_id": id = member.Text(); break;
                case "filename": name = member.Text(); break;
                default: draft.Carry("file.", member); break;
            }
        }

        if (data is null == id is null)
        {
            part.Refuse(Problem.Invalid($"'{part.Path}.file' holds either 'file_data' or 'file_id'.", $"{part.Path}.file"));
            return null;
        }

        var source = id is not null ? new MediaSource { FileId = id } : DataUrl.ReadFile(data!, name);
        return new DocumentBlock(source) { FileName = name };
    }
}
