using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>One choice of a stream on its way out: what block is open, and how many calls and seals there were.</summary>
internal sealed class ChatChoiceState(int index)
{
    private int calls = -1;
    private int thoughts = -1;
    private bool isCustom;
    private string origin = "";
    private string? id;
    private string mediaType = "";

    public int Index => index;

    public BlockKind Kind { get; private set; }

    /// <summary>The bytes before the text of this choice.</summary>
    public byte[] TextBefore { get; } = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{{\"index\":{index},\"delta\":{{\"content\":\""));

    public void Start(AnswerEvent step)
    {
        Kind = step.BlockKind;
        isCustom = step.IsCustom;
        origin = step.Origin ?? "";
        id = step.Id;
        mediaType = step.Name ?? "";
        calls += Kind == BlockKind.ToolCall ? 1 : 0;
        thoughts += Kind == BlockKind.Thinking ? 1 : 0;
    }

    public void WriteCallStart(Utf8JsonWriter json, AnswerEvent step)
    {
        var kind = isCustom ? "custom" : "function";
        OpenCall(json);
        json.WriteString("id"u8, step.Id);
        json.WriteString("type"u8, kind);
        json.WriteStartObject(kind);
        json.WriteString("name"u8, step.Name);
        json.WriteString(isCustom ? "input"u8 : "arguments"u8, ""u8);
        json.WriteEndObject();
        CloseCall(json);
    }

    public void WritePiece(Utf8JsonWriter json, AnswerEvent step)
    {
        switch (Kind)
        {
            case BlockKind.ToolCall:
                OpenCall(json);
                if (step.Kind == AnswerEventKind.Signature)
                {
                    ChatToolCalls.WriteSignature(json, step.Text);
                }
                else
                {
                    json.WriteStartObject(isCustom ? "custom"u8 : "function"u8);
                    json.WriteString(isCustom ? "input"u8 : "arguments"u8, step.Text);
                    json.WriteEndObject();
                }

                CloseCall(json);
                break;
            case BlockKind.Thinking when step.Kind == AnswerEventKind.Signature:
                WriteSeal(json, step);
                break;
            case BlockKind.Thinking:
                json.WriteString("reasoning_content"u8, step.Text);
                break;
            case BlockKind.Refusal:
                json.WriteString("refusal"u8, step.Text);
                break;
            case BlockKind.Audio when step.Kind == AnswerEventKind.Delta:
                json.WriteStartObject("audio"u8);
                json.WriteSaid("id", id);
                json.WriteString("data"u8, step.Text);
                json.WriteEndObject();
                break;
            case BlockKind.Image when step.Kind == AnswerEventKind.Delta:
                WriteImage(json, step.Text);
                break;
        }
    }

    private void WriteSeal(Utf8JsonWriter json, AnswerEvent step)
    {
        var from = step.Origin is { Length: > 0 } said ? said : origin;
        var block = new ThinkingBlock("") { Origin = from, Id = step.Id ?? id };
        block = from == DialectNames.Responses ? block with { Sealed = step.Text } : block with { Signature = step.Text };
        json.WriteStartArray("reasoning_details"u8);
        ReasoningDetails.Write(json, block, thoughts);
        json.WriteEndArray();
    }

    private void WriteImage(Utf8JsonWriter json, string data)
    {
        json.WriteStartArray("images"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, data.Contains(':', StringComparison.Ordinal) ? data : $"data:{(mediaType.Length > 0 ? mediaType : "image/png")};base64,{data}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void OpenCall(Utf8JsonWriter json)
    {
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, calls);
    }

    private static void CloseCall(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
