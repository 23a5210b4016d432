using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>Reads the parts of a <c>Content</c>, of requests and answers alike. What no other dialect knows stays whole.</summary>
internal sealed class GeminiPartReader(JsonReading reading, CallIds ids)
{
    public List<Block> Parts(MemberReader content)
    {
        var blocks = new List<Block>();
        foreach (var part in content.Objects("parts", JsonLimits.BlocksMax))
        {
            blocks.Add(Part(part));
        }

        return blocks;
    }

    private Block Part(MemberReader part)
    {
        var whole = part.Element;
        var isThought = part.Flag("thought") ?? false;
        var signature = part.Text(GeminiNames.Signature);
        Block block;
        if (part.Has("text"))
        {
            var text = part.Text("text") ?? "";
            block = isThought ? GeminiSeal.Open(text, signature) : Signed(new TextBlock(text), signature);
        }
        else if (part.Object("functionCall") is { } call)
        {
            block = Call(call, signature);
        }
        else if (part.Object("functionResponse") is { } response)
        {
            block = Response(response);
        }
        else if (Media(part) is { } media)
        {
            if (media is OpaqueBlock)
            {
                return media; // a video, with all that qualifies it
            }

            block = Signed(media, signature);
        }
        else
        {
            return Opaque(whole);
        }

        // What qualifies a part (resolution, metadata) has no place elsewhere.
        return part.Rest() is { Count: > 0 } rest ? block with { Extra = [.. block.Extra, .. rest] } : block;
    }

    private static Block Signed(Block block, string? signature) => signature is null
        ? block
        : block with { Extra = [.. block.Extra, new Carry(GeminiNames.Signature, JsonText.Quoted(signature))] };

    private static OpaqueBlock Opaque(JsonElement part)
    {
        var type = "part";
        foreach (var member in part.ValueKind == JsonValueKind.Object ? part.EnumerateObject() : default)
        {
            if (member.Name is not ("thought" or "thoughtSignature" or "thought_signature"))
            {
                type = member.Name;
                break;
            }
        }

        return new OpaqueBlock(GeminiNames.Dialect, type, MemberReader.RawOf(part));
    }

    private ToolCallBlock Call(MemberReader call, string? signature)
    {
        var name = call.Text("name") ?? "";
        if (name.Length == 0)
        {
            reading.Refuse(JsonProblems.Missing(call.PathOf("name")));
        }

        var arguments = call.Take("args") is { } args ? Encoding.UTF8.GetString(MemberReader.RawOf(args).Span) : "{}";
        return new ToolCallBlock(ids.Call(name, call.Text("id")), name, arguments) { Signature = signature, Extra = call.Rest() };
    }

    private ToolResultBlock Response(MemberReader response)
    {
        var name = response.Text("name") ?? "";
        var (text, isError) = Output(response.Take("response"));
        var blocks = new List<Block> { new TextBlock(text) };
        foreach (var part in response.Objects("parts", JsonLimits.BlocksMax))
        {
            blocks.Add(Media(part) ?? Opaque(part.Element));
        }

        return new ToolResultBlock(ids.Result(name, response.Text("id")).Id, blocks) { Name = name, IsError = isError, Extra = response.Rest() };
    }

    /// <summary>Google's convention: <c>output</c> is the result, <c>error</c> a failure; anything else is a result as a whole.</summary>
    private static (string Text, bool IsError) Output(JsonElement? response)
    {
        if (response is not { ValueKind: JsonValueKind.Object } value)
        {
            return (response is { } odd ? odd.GetRawText() : "{}", false);
        }

        var isError = value.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null;
        if (value.GetPropertyCount() == 1)
        {
            var only = value.EnumerateObject().First();
            if (only.Value.ValueKind == JsonValueKind.String && only.Name is "output" or "error")
            {
                return (only.Value.GetString()!, isError);
            }
        }

        return (value.GetRawText(), isError);
    }

    private static Block? Media(MemberReader part)
    {
        if (part.Object("inlineData") is { } inline)
        {
            return Place(new MediaSource { MediaType = inline.Text("mimeType") ?? "", Base64 = inline.Text("data") ?? "" }, inline, part.Element);
        }

        if (part.Object("fileData") is { } file)
        {
            var address = file.Text("fileUri") ?? "";
            var isOwn = address.StartsWith("gs://", StringComparison.Ordinal) || address.Contains("generativelanguage.googleapis.com/", StringComparison.Ordinal);
            return Place(new MediaSource { MediaType = file.Text("mimeType") ?? "", Url = isOwn ? null : address, FileId = isOwn ? address : null }, file, part.Element);
        }

        return null;
    }

    private static Block Place(MediaSource source, MemberReader data, JsonElement part)
    {
        var type = source.MediaType;
        return type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? Opaque(part)
            : type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? new AudioBlock(source) { Extra = data.Rest() }
            : type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? new ImageBlock(source) { Extra = data.Rest() }
            : new DocumentBlock(source) { FileName = data.Text("displayName"), Extra = data.Rest() };
    }
}
