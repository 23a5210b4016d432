using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Writes canonical steps as <c>GenerateContentResponse</c>s. A call is held until it is whole, as Gemini's are. Reasons and usage wait
/// for <see cref="End"/>: they are what tells a client that the answer is whole, and the settlement stands before that.
/// </summary>
internal sealed class GeminiStreamWriter(AnswerHead head, IGeminiFrame frame) : IStreamWriter
{
    private readonly ArrayBufferWriter<byte> body = new(512);
    private readonly Dictionary<(int Choice, int Block), GeminiOpenBlock> open = [];
    private readonly List<AnswerEvent> finished = [];
    private TokenUsage? usage;

    public string ContentType => frame.ContentType;

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.Started:
                usage = step.Usage ?? usage;
                break;
            case AnswerEventKind.BlockStarted:
                Start(step, output);
                break;
            case AnswerEventKind.Delta:
                Delta(step, output);
                break;
            case AnswerEventKind.Signature:
                Signature(step, output);
                break;
            case AnswerEventKind.BlockEnded:
                Close(step, output);
                break;
            case AnswerEventKind.LogProbs:
                Candidate(step.Choice, output, json => GeminiLogProbs.Write(json, step.Json), hasContent: false);
                break;
            case AnswerEventKind.Raw when step.Origin == GeminiNames.Dialect:
                Raw(step, output);
                break;
            case AnswerEventKind.ChoiceEnded:
                finished.Add(step);
                break;
            case AnswerEventKind.Usage:
                usage = step.Usage ?? usage;
                break;
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        Piece(output, json =>
        {
            json.WriteStartArray("candidates"u8);
            foreach (var choice in finished)
            {
                json.WriteStartObject();
                Parts(json, part => GeminiParts.Text(part, "", isThought: false, null));
                GeminiAnswerWriter.Finish(json, choice.StopReason, choice.StopWord);
                json.WriteNumber("index"u8, choice.Choice);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (usage is { } counts)
            {
                GeminiUsage.Write(json, counts);
            }
        });
        frame.End(output);
    }

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        body.ResetWrittenCount();
        GeminiErrors.Write(problem, requestId, body);
        frame.Write(RawJson.OneLine(body.WrittenMemory).Span, output);
        frame.End(output);
    }

    public void KeepAlive(IBufferWriter<byte> output)
    {
        // Google's clients read every line that is not data as a part of an error body: silence is the only sign they take.
    }

    private void Start(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (step.BlockKind == BlockKind.Opaque)
        {
            if (step.Origin == GeminiNames.Dialect)
            {
                Candidate(step.Choice, output, json => json.WriteRawValue(step.Json.Span, skipInputValidation: true), hasContent: true);
            }
            else if (step.Name == "redacted_thinking" && GeminiSeal.CloseRedacted(step) is { } closed)
            {
                Candidate(step.Choice, output, json => GeminiParts.Text(json, "", isThought: true, closed), hasContent: true);
            }

            return;
        }

        open[(step.Choice, step.Block)] = new GeminiOpenBlock(step.BlockKind, step.Id, step.Name, step.Origin ?? "");
    }

    private void Delta(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (!open.TryGetValue((step.Choice, step.Block), out var block) || step.Text.Length == 0)
        {
            return;
        }

        if (block.Kind is BlockKind.Text or BlockKind.Thinking or BlockKind.Refusal)
        {
            Candidate(step.Choice, output, json => GeminiParts.Text(json, step.Text, block.Kind == BlockKind.Thinking, null), hasContent: true);
        }
        else
        {
            block.Text.Append(step.Text);
        }
    }

    private void Signature(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (open.TryGetValue((step.Choice, step.Block), out var block))
        {
            block.Origin = step.Origin ?? block.Origin;
            block.Signature.Append(step.Text);
        }
    }

    private void Close(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (!open.Remove((step.Choice, step.Block), out var block))
        {
            return;
        }

        var seal = block.Signature.Length == 0 ? null : block.Signature.ToString();
        switch (block.Kind)
        {
            case BlockKind.ToolCall:
                var call = new ToolCallBlock(block.Id ?? "", block.Name ?? "", block.Text.ToString()) { Signature = block.Origin is "" or GeminiNames.Dialect ? seal : null };
                Candidate(step.Choice, output, json => GeminiParts.Call(json, call), hasContent: true);
                break;
            case BlockKind.Image or BlockKind.Audio:
                var source = new MediaSource { MediaType = block.Name ?? (block.Kind == BlockKind.Image ? "image/png" : "audio/wav"), Base64 = block.Text.ToString() };
                Candidate(step.Choice, output, json => GeminiParts.Media(json, block.Kind == BlockKind.Image ? new ImageBlock(source) : new AudioBlock(source)), hasContent: true);
                break;
            case BlockKind.Thinking when seal is not null && block.Origin is not ("" or GeminiNames.Dialect):
                var isSealed = block.Origin.StartsWith("openai", StringComparison.Ordinal); // there the seal is the reasoning itself
                var packed = GeminiSeal.Close(block.Origin, block.Id, isSealed ? null : seal, isSealed ? seal : null);
                Candidate(step.Choice, output, json => GeminiParts.Text(json, "", isThought: true, packed), hasContent: true);
                break;
            case BlockKind.Text or BlockKind.Thinking when seal is not null && block.Origin is "" or GeminiNames.Dialect:
                Candidate(step.Choice, output, json => GeminiParts.Text(json, "", block.Kind == BlockKind.Thinking, seal), hasContent: true);
                break;
        }
    }

    private void Raw(AnswerEvent step, IBufferWriter<byte> output)
    {
        const string Prefix = "candidates.";
        if (step.Name is { } name && name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            Candidate(step.Choice, output, json => json.WriteRaw(name[Prefix.Length..], step.Json), hasContent: false);
        }
        else if (step.Name is { Length: > 0 } top)
        {
            Piece(output, json => json.WriteRaw(top, step.Json));
        }
    }

    private void Candidate(int choice, IBufferWriter<byte> output, Action<Utf8JsonWriter> write, bool hasContent) => Piece(output, json =>
    {
        json.WriteStartArray("candidates"u8);
        json.WriteStartObject();
        if (hasContent)
        {
            Parts(json, write);
        }
        else
        {
            write(json);
        }

        json.WriteNumber("index"u8, choice);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void Parts(Utf8JsonWriter json, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        write(json);
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
    }

    private void Piece(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        body.ResetWrittenCount();
        using (var json = JsonOut.Over(body))
        {
            json.WriteStartObject();
            write(json);
            GeminiAnswerWriter.End(json, head);
            json.WriteEndObject();
        }

        frame.Write(RawJson.OneLine(body.WrittenMemory).Span, output);
    }
}
