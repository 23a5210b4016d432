using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Reads the content of an item: a string, or parts. A part of a type that is not known is kept whole.</summary>
internal static class PartsReader
{
    public static List<Block> Read(JsonValue value)
    {
        if (value.Kind == JsonValueKind.String)
        {
            return [new TextBlock(value.Text() ?? "")];
        }

        var blocks = new List<Block>();
        if (value.Is(JsonValueKind.Array, "a string or a list of parts"))
        {
            foreach (var part in value.Items(JsonLimits.BlocksMax))
            {
                if (ReadPart(part) is { } block)
                {
                    blocks.Add(block);
                }
            }
        }

        return blocks;
    }

    private static Block? ReadPart(JsonValue part)
    {
        if (part.Find("type") is not { Kind: JsonValueKind.String } type)
        {
            part.Missing("type");
            return null;
        }

        var extra = new List<Carry>();
        Block? block = type.Text() switch
        {
            "input_text" or "output_text" or "text" or "summary_text" or "reasoning_text" => Text(part, "text", extra) is { } text ? text : null,
            "refusal" => Text(part, "refusal", extra) is { } refusal ? new RefusalBlock(refusal.Text) : null,
            "input_image" => Image(part, extra),
            "input_file" => File(part, extra),
            "input_audio" => Audio(part, extra),
            var word => new OpaqueBlock(DialectNames.Responses, word ?? "", part.Raw()),
        };
        return block is null or OpaqueBlock ? block : block with { Extra = extra };
    }

    private static TextBlock? Text(JsonValue part, string name, List<Carry> extra)
    {
        string? text = null;
        byte[] citations = [];
        foreach (var member in part.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "annotations" or "logprobs" when member.Kind == JsonValueKind.Array && member.Element.GetArrayLength() == 0: break;
                case "logprobs": extra.Add(new Carry("part.logprobs", member.Raw())); break;
                case "annotations" when !member.IsNull: citations = member.Raw(); break;
                case var own when own == name: text = member.Text(); break;
                default: Other(member, extra); break;
            }
        }

        if (text is null)
        {
            part.Missing(name);
            return null;
        }

        return new TextBlock(text) { Citations = citations };
    }

    private static ImageBlock? Image(JsonValue part, List<Carry> extra)
    {
        string? url = null;
        string? file = null;
        string? detail = null;
        foreach (var member in part.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "image_url": url = member.Text(); break;
                case "file_id": file = member.Text(); break;
                case "detail": detail = member.Text(); break;
                default: Other(member, extra); break;
            }
        }

        if (url is null == file is null)
        {
            part.Refuse(Problem.Invalid($"'{part.Path}' holds either 'image_url' or 'file_id'.", part.Path));
            return null;
        }

        return new ImageBlock(url is not null ? DataUrl.Read(url) : new MediaSource { FileId = file }) { Detail = detail };
    }

    private static DocumentBlock? File(JsonValue part, List<Carry> extra)
    {
        MediaSource? source = null;
        var name = part.Find("filename") is { Kind: JsonValueKind.String } given ? given.Text() : null;
        foreach (var member in part.Members())
        {
            switch (member.Name)
            {
                case "type" or "filename": break;
                case "file_data" when !member.IsNull: source = DataUrl.ReadFile(member.Text() ?? "", name); break;
                case "file_id" when !member.IsNull: source = new MediaSource { FileId = member.Text() }; break;
                case "file_url" when !member.IsNull: source = new MediaSource { Url = member.Text() }; break;
                default: Other(member, extra); break;
            }
        }

        if (source is null)
        {
            part.Refuse(Problem.Invalid($"'{part.Path}' holds one of 'file_data', 'file_id' and 'file_url'.", part.Path));
            return null;
        }

        return new DocumentBlock(source) { FileName = name };
    }

    private static AudioBlock? Audio(JsonValue part, List<Carry> extra)
    {
        var inner = part.Find("input_audio");
        if (inner?.Find("data")?.Text() is not { } data || inner.Value.Find("format")?.Text() is not { } format)
        {
            part.Missing("input_audio.data");
            return null;
        }

        foreach (var member in part.Members().Where(m => m.Name is not ("type" or "input_audio")))
        {
            Other(member, extra);
        }

        return new AudioBlock(new MediaSource { MediaType = MediaTypes.OfAudio(format), Base64 = data });
    }

    private static void Other(JsonValue member, List<Carry> extra)
    {
        if (!member.IsNull)
        {
            extra.Add(member.Carry());
        }
    }
}
