using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Writes the turns. Instructions stand in <c>systemInstruction</c> wherever they stood before (with a note where that moves them);
/// results of tools get the name of their call; reasoning that another dialect sealed stays behind with a note.
/// </summary>
internal sealed class GeminiContentWriter(ChatRequest request, WriteProfile profile, Losses losses)
{
    private readonly bool isOwn = request.Dialect == GeminiNames.Dialect;
    private readonly Dictionary<string, string> names = [];

    /// <summary>Models before the third generation take no media inside results of tools.</summary>
    private bool IsOld => profile.RemoteModel.Contains("gemini-1", StringComparison.Ordinal) || profile.RemoteModel.Contains("gemini-2", StringComparison.Ordinal);

    public void System(Utf8JsonWriter json)
    {
        var isLate = false;
        var any = false;
        for (var i = 0; i < request.Messages.Count; i++)
        {
            var message = request.Messages[i];
            if (message.Role != MessageRole.System)
            {
                isLate = true;
                continue;
            }

            if (isLate)
            {
                losses.Note(At(i), "moved to the systemInstruction: Gemini takes no instructions between turns");
            }

            if (!any)
            {
                json.WriteStartObject("systemInstruction"u8);
                json.WriteStartArray("parts"u8);
                any = true;
            }

            Blocks(json, message, i);
        }

        if (any)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("contents"u8);
        for (var i = 0; i < request.Messages.Count; i++)
        {
            var message = request.Messages[i];
            if (message.Role == MessageRole.System)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("role"u8, message.Role == MessageRole.Assistant ? "model"u8 : "user"u8);
            json.WriteStartArray("parts"u8);
            Blocks(json, message, i);
            if (message.Blocks.Count == 0)
            {
                GeminiParts.Text(json, "", isThought: false, null);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private string At(int message) => Spelling.Message(request.Dialect, message);

    private string At(int message, int block) => Spelling.Block(request.Dialect, message, block);

    private void Blocks(Utf8JsonWriter json, ChatMessage message, int at)
    {
        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, At(at) + ".", message.Extra);
        }

        var isFirstCall = true;
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            var block = message.Blocks[i];
            Check(block, at, i);
            block = isOwn || block.Extra.Count == 0 ? block : block with { Extra = [] };
            switch (block)
            {
                case ThinkingBlock thought when thought.Origin.Length > 0 && thought.Origin != GeminiNames.Dialect:
                    losses.Note(At(at, i), $"reasoning that {thought.Origin} sealed was left out: only that dialect can open it");
                    break;
                case ToolCallBlock call:
                    names[call.Id] = call.Name;
                    GeminiParts.Call(json, call, isFirstCall ? Stand(call, at, i) : null);
                    isFirstCall = false;
                    break;
                case ToolResultBlock result:
                    Result(json, result, at, i);
                    break;
                case DocumentBlock { Context: { } context }:
                    GeminiParts.Text(json, context, isThought: false, null);
                    GeminiParts.Write(json, block);
                    break;
                default:
                    if (!GeminiParts.Write(json, block))
                    {
                        losses.Refuse(At(at, i));
                    }

                    break;
            }
        }
    }

    private void Check(Block block, int message, int at)
    {
        if (!block.CacheControl.IsEmpty)
        {
            losses.Note(At(message, at) + ".cache_control", "left out: Gemini caches equal beginnings by itself");
        }

        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, At(message, at) + ".", block.Extra);
        }

        switch (block)
        {
            case DocumentBlock { Cites: true }:
                losses.Refuse(At(message, at) + ".citations");
                break;
            case DocumentBlock { Title: not null }:
                losses.Note(At(message, at) + ".title", "left out: Gemini's documents have no title");
                break;
            case ImageBlock { Detail: not null }:
                losses.Note(At(message, at) + ".detail", "left out: Gemini's resolution is set for the whole request");
                break;
        }

        if (!isOwn && block is ImageBlock { Source.FileId: not null } or AudioBlock { Source.FileId: not null } or DocumentBlock { Source.FileId: not null } && !isOwn)
        {
            losses.Refuse(At(message, at), "A file that was uploaded to another provider is not visible to Gemini. Send its bytes or an address.");
        }
    }

    /// <summary>The third generation refuses history without signatures; for calls of other models Google documents a placeholder.</summary>
    private string? Stand(ToolCallBlock call, int message, int at)
    {
        if (call.Signature is not null || isOwn || IsOld)
        {
            return null;
        }

        losses.Note(At(message, at), "sent with Gemini's placeholder for a missing signature");
        return GeminiNames.NoSignature;
    }

    private void Result(Utf8JsonWriter json, ToolResultBlock result, int message, int at)
    {
        var name = result.Name ?? names.GetValueOrDefault(result.CallId) ?? "";
        if (name.Length == 0)
        {
            losses.Refuse(At(message, at), "A result of a tool whose call is not in the conversation cannot be sent to Gemini, which knows results by their tool's name. Send the call too.");
            return;
        }

        var text = string.Join('\n', result.Content.OfType<TextBlock>().Select(block => block.Text));
        var media = result.Content.Where(block => block is not TextBlock).ToList();
        json.WriteStartObject();
        json.WriteStartObject("functionResponse"u8);
        CallIds.Write(json, "id", result.CallId);
        json.WriteString("name"u8, name);
        Output(json, text, result.IsError);
        if (media.Count > 0 && !IsOld)
        {
            json.WriteStartArray("parts"u8);
            Media(json, media, message, at);
            json.WriteEndArray();
        }

        json.WriteCarries(result.Extra);
        json.WriteEndObject();
        json.WriteEndObject();
        if (IsOld)
        {
            Media(json, media, message, at);
        }
    }

    private void Media(Utf8JsonWriter json, List<Block> media, int message, int at)
    {
        foreach (var block in media)
        {
            Check(block, message, at);
            if (!GeminiParts.Write(json, isOwn ? block : block with { Extra = [] }))
            {
                losses.Refuse(At(message, at));
            }
        }
    }

    private static void Output(Utf8JsonWriter json, string text, bool isError)
    {
        if (RawJson.IsObject(text) && (!isError || HasError(text)))
        {
            json.WriteRaw("response", Encoding.UTF8.GetBytes(text));
            return;
        }

        json.WriteStartObject("response"u8);
        json.WriteString(isError ? "error"u8 : "output"u8, text);
        json.WriteEndObject();
    }

    private static bool HasError(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonLimits.DepthMax });
        return document.RootElement.TryGetProperty("error", out _);
    }
}
