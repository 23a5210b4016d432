using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Reads content blocks: objects of one member that names what they are. Cache points mark the block before them; what has no place is kept whole.</summary>
internal static class BlockReader
{
    /// <summary>Reads a list of blocks.</summary>
    public static IReadOnlyList<Block> Content(ObjectReader owner, string name)
    {
        var blocks = new List<Block>();
        foreach (var item in owner.Objects(name, JsonLimits.BlocksMax))
        {
            if (blocks.Count > 0 && item.Object("cachePoint") is { } point)
            {
                blocks[^1] = blocks[^1] with { CacheControl = BedrockWords.CacheControl(point) };
            }
            else
            {
                blocks.Add(Read(item));
            }
        }

        return ForeignSeal.Reunite(blocks);
    }

    private static Block Read(ObjectReader item)
    {
        if (item.Take("text") is not null)
        {
            return new TextBlock(item.Text("text") ?? "") { Extra = item.Rest() };
        }

        if (item.Object("toolUse") is { } call && call.Take("type") is null)
        {
            return ToolCall(call);
        }

        if (item.Object("toolResult") is { } result && result.Take("type") is null)
        {
            return new ToolResultBlock(result.NeedText("toolUseId"), Content(result, "content")) { IsError = result.Text("status") == "error", Extra = result.Rest() };
        }

        if (item.Object("reasoningContent") is { } reasoning)
        {
            return Reasoning(item, reasoning);
        }

        if (item.Object("image") is { } image)
        {
            return Source(image, "image") is { } source ? new ImageBlock(source) { Extra = image.Rest() } : Opaque(item);
        }

        if (item.Object("audio") is { } audio)
        {
            return Source(audio, "audio") is { } source ? new AudioBlock(source) { Extra = audio.Rest() } : Opaque(item);
        }

        if (item.Object("document") is { } document)
        {
            return Document(item, document);
        }

        if (item.Take("json") is { } json)
        {
            return new TextBlock(RawJson.Text(json.Element)) { Extra = [new Carry("json", json.Raw())] };
        }

        return item.Object("citationsContent") is { } cited ? Cited(item, cited) : Opaque(item);
    }

    private static OpaqueBlock Opaque(ObjectReader item) =>
        new(BedrockWords.Dialect, item.FirstName, RawJson.Copy(item.Element));

    private static ToolCallBlock ToolCall(ObjectReader call)
    {
        var input = call.Take("input");
        return new ToolCallBlock(call.NeedText("toolUseId"), call.NeedText("name"), input is { } value ? RawJson.Text(value.Element) : "{}") { Extra = call.Rest() };
    }

    private static Block Reasoning(ObjectReader item, ObjectReader reasoning)
    {
        if (reasoning.Object("reasoningText") is { } text)
        {
            var words = text.Text("text") ?? "";
            var signature = text.Text("signature") ?? "";
            var block = ForeignSeal.Open(words, signature);
            return block.Origin == ClaudeSeals.Anthropic ? block with { Origin = BedrockWords.Dialect } : block;
        }

        return reasoning.Text("redactedContent") is { } data ? new ThinkingBlock("") { Origin = BedrockWords.Dialect, Sealed = data } : Opaque(item);
    }

    private static Block Document(ObjectReader item, ObjectReader document)
    {
        if (Source(document, "application") is not { } source)
        {
            return Opaque(item);
        }

        return new DocumentBlock(source)
        {
            FileName = document.Text("name"),
            Context = document.Text("context"),
            Cites = document.Object("citations")?.Truth("enabled") ?? false,
            Extra = document.Rest(),
        };
    }

    /// <summary>Where the bytes are; null for a kind of source that the model has no place for.</summary>
    private static MediaSource? Source(ObjectReader media, string family)
    {
        var format = media.Text("format");
        if (media.Object("source") is not { } source)
        {
            media.Refuse(JsonProblems.Missing(media.Path("source")));
            return new MediaSource();
        }

        var type = format is null ? "" : BedrockWords.MediaType(format, family);
        var result = source.Text("bytes") is { } bytes ? new MediaSource { MediaType = type, Base64 = bytes }
            : source.Text("text") is { } text ? new MediaSource { MediaType = type.Length == 0 ? "text/plain" : type, Text = text }
            : source.Object("s3Location") is { } place && place.Text("uri") is { } uri && place.Rest().Count == 0 ? new MediaSource { MediaType = type, Url = uri }
            : null;
        return source.Rest().Count == 0 ? result : null;
    }

    private static Block Cited(ObjectReader item, ObjectReader cited)
    {
        var texts = cited.Objects("content", JsonLimits.BlocksMax).Select(part => part.Text("text")).ToList();
        return texts.Contains(null) ? Opaque(item) : new TextBlock(string.Concat(texts)) { Citations = cited.Raw("citations"), Extra = cited.Rest() };
    }
}
