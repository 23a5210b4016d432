using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads content blocks of requests and answers. A type that has no place in the model is kept whole.</summary>
internal static class BlockReader
{
    /// <summary>Reads a member that is a text or a list of blocks.</summary>
    public static IReadOnlyList<Block> Content(ObjectReader owner, string name)
    {
        if (owner.Take(name) is not { } value)
        {
            return [];
        }

        if (value.Kind == JsonValueKind.String)
        {
            return [new TextBlock(owner.Text(name) ?? "")];
        }

        if (value.Kind != JsonValueKind.Array)
        {
            value.Wrong("a string or a list of content blocks");
            return [];
        }

        return [.. owner.Objects(name, JsonLimits.BlocksMax).Select(Read)];
    }

    /// <summary>Reads one block.</summary>
    public static Block Read(ObjectReader block) => block.NeedText("type") switch
    {
        "text" => Text(block),
        "image" => Image(block),
        "document" => Document(block),
        "thinking" => Thinking(block),
        "redacted_thinking" => Redacted(block),
        "tool_use" => ToolCall(block),
        "tool_result" => ToolResult(block),
        var type => Opaque(block, type),
    };

    private static OpaqueBlock Opaque(ObjectReader block, string type) => new(AnthropicWords.Dialect, type, RawJson.Copy(block.Element));

    private static TextBlock Text(ObjectReader block) => new(block.NeedText("text"))
    {
        Citations = block.Raw("citations"),
        CacheControl = block.Raw("cache_control"),
        Extra = block.Rest(),
    };

    private static Block Image(ObjectReader block) => Source(block, "image") is { } source
        ? new ImageBlock(source) { CacheControl = block.Raw("cache_control"), Extra = block.Rest() }
        : Opaque(block, "image");

    private static Block Document(ObjectReader block)
    {
        if (Source(block, "document") is not { } source)
        {
            return Opaque(block, "document");
        }

        var citations = block.Object("citations");
        return new DocumentBlock(source)
        {
            Title = block.Text("title"),
            Context = block.Text("context"),
            Cites = citations?.Truth("enabled") ?? false,
            CacheControl = block.Raw("cache_control"),
            Extra = [.. citations?.Rest("citations.") ?? [], .. PartsOf(block), .. block.Rest()],
        };
    }

    /// <summary>Where the bytes are; null for a kind of source that the model has no place for (a list of parts).</summary>
    private static MediaSource? Source(ObjectReader block, string what)
    {
        if (block.Object("source") is not { } source)
        {
            block.Refuse(JsonProblems.Missing(block.Path("source")));
            return new MediaSource();
        }

        var result = source.NeedText("type") switch
        {
            "base64" => new MediaSource { MediaType = source.NeedText("media_type"), Base64 = source.NeedText("data") },
            "url" => new MediaSource { Url = source.NeedText("url"), MediaType = what == "document" ? "application/pdf" : "" },
            "file" => new MediaSource { FileId = source.NeedText("file_id") },
            "text" => new MediaSource { MediaType = source.Text("media_type") ?? "text/plain", Text = source.NeedText("data") },
            "content" when Content(source, "content") is var parts && parts.All(part => part is TextBlock) =>
                new MediaSource { MediaType = "text/plain", Text = string.Join('\n', parts.Cast<TextBlock>().Select(part => part.Text)) },
            _ => null,
        };
        return result is null || source.Rest().Count > 0 ? null : result;
    }

    /// <summary>A document of text parts is its text elsewhere; here its parts, by which it is cited, go back out as they came.</summary>
    private static IEnumerable<Carry> PartsOf(ObjectReader block) =>
        block.Object("source") is { } source && source.Text("type") == "content" ? [new Carry("source", RawJson.Copy(source.Element))] : [];

    private static ThinkingBlock Thinking(ObjectReader block) =>
        ForeignSeal.Open(block.Text("thinking") ?? "", block.Text("signature") ?? "") with { Extra = block.Rest() };

    private static ThinkingBlock Redacted(ObjectReader block) => new("")
    {
        Origin = AnthropicWords.Dialect,
        Sealed = block.NeedText("data"),
        Extra = block.Rest(),
    };

    private static ToolCallBlock ToolCall(ObjectReader block)
    {
        var input = block.Take("input");
        input?.Is(JsonValueKind.Object, "an object");

        return new ToolCallBlock(block.NeedText("id"), block.NeedText("name"), input is { } value ? RawJson.Text(value.Element) : "{}")
        {
            CacheControl = block.Raw("cache_control"),
            Extra = block.Rest(),
        };
    }

    private static ToolResultBlock ToolResult(ObjectReader block) => new(block.NeedText("tool_use_id"), Content(block, "content"))
    {
        IsError = block.Truth("is_error") ?? false,
        CacheControl = block.Raw("cache_control"),
        Extra = block.Rest(),
    };
}
