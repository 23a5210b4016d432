using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>
/// Writes steps as chunks. Text of a choice is two constants around what is new, without an object or a string of its own; the
/// rarer steps go through a writer. The opening chunk of a choice says who speaks, before the first token is known.
/// </summary>
internal sealed class ChatStreamWriter(AnswerHead head) : IStreamWriter
{
    private static readonly byte[] TextAfter = "\"},\"logprobs\":null,\"finish_reason\":null}]"u8.ToArray();
    private readonly ChunkFrame frame = new(head, "chatcmpl-" + head.Id, "chat.completion.chunk");
    private readonly ArrayBufferWriter<byte> scratch = new(256);
    private readonly Dictionary<int, ChatChoiceState> choices = [];
    private TokenUsage? usage;

    public string ContentType => "text/event-stream; charset=utf-8";

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.Started:
                usage = step.Usage ?? usage;
                State(0, output);
                break;
            case AnswerEventKind.Usage:
                usage = step.Usage ?? usage;
                break;
            case AnswerEventKind.Ping:
                KeepAlive(output);
                break;
            case AnswerEventKind.Failed:
                Fail(step.Problem!, "", output);
                break;
            case AnswerEventKind.Ended when head.IncludeUsage && usage is { } tokens:
                frame.Usage(tokens, output);
                break;
            case AnswerEventKind.Raw when step.Origin != DialectNames.Chat || step.Name != "delta":
            case AnswerEventKind.Ended or AnswerEventKind.BlockEnded:
                break;
            default:
                WriteOf(State(step.Choice, output), step, output);
                break;
        }
    }

    public void End(IBufferWriter<byte> output) => ChunkFrame.Done(output);

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output) => ChunkFrame.Error(problem, output);

    public void KeepAlive(IBufferWriter<byte> output) => ChunkFrame.KeepAlive(output);

    private ChatChoiceState State(int choice, IBufferWriter<byte> output)
    {
        if (!choices.TryGetValue(choice, out var state))
        {
            choices[choice] = state = new ChatChoiceState(choice);
            frame.Choices(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$"""[{"index":{{choice}},"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]""")), output);
        }

        return state;
    }

    private void WriteOf(ChatChoiceState state, AnswerEvent step, IBufferWriter<byte> output)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.BlockStarted:
                state.Start(step);
                if (step.BlockKind == BlockKind.ToolCall)
                {
                    Delta(state, output, json => state.WriteCallStart(json, step));
                }
                else if (step.BlockKind == BlockKind.Opaque)
                {
                    Delta(state, output, json => WriteOpaque(json, step));
                }

                break;
            case AnswerEventKind.Delta when state.Kind == BlockKind.Text:
                frame.Text(state.TextBefore, step.Text, TextAfter, output);
                break;
            case AnswerEventKind.Delta or AnswerEventKind.Signature:
                Delta(state, output, json => state.WritePiece(json, step));
                break;
            case AnswerEventKind.Citation:
                Delta(state, output, json => WriteRawList(json, "annotations", step.Json));
                break;
            case AnswerEventKind.Raw:
                RawDelta(state, step.Json, output);
                break;
            case AnswerEventKind.LogProbs:
                Choice(state, output, step.Json, finish: null);
                break;
            case AnswerEventKind.ChoiceEnded:
                Choice(state, output, default, step);
                break;
        }
    }

    private void Delta(ChatChoiceState state, IBufferWriter<byte> output, Action<Utf8JsonWriter> write) => Chunk(output, json =>
    {
        json.WriteNumber("index"u8, state.Index);
        json.WriteStartObject("delta"u8);
        write(json);
        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        json.WriteNull("finish_reason"u8);
    });

    private void RawDelta(ChatChoiceState state, ReadOnlyMemory<byte> delta, IBufferWriter<byte> output) => Chunk(output, json =>
    {
        json.WriteNumber("index"u8, state.Index);
        json.WriteRaw("delta", OneLine.Of(delta));
        json.WriteNull("logprobs"u8);
        json.WriteNull("finish_reason"u8);
    });

    private void Choice(ChatChoiceState state, IBufferWriter<byte> output, ReadOnlyMemory<byte> probabilities, AnswerEvent? finish) => Chunk(output, json =>
    {
        json.WriteNumber("index"u8, state.Index);
        json.WriteStartObject("delta"u8);
        json.WriteEndObject();
        if (probabilities.IsEmpty)
        {
            json.WriteNull("logprobs"u8);
        }
        else
        {
            json.WriteRaw("logprobs", OneLine.Of(probabilities));
        }

        json.WriteString("finish_reason"u8, finish is null ? null : Finish.Write(finish.StopReason, finish.StopWord));
        if (finish is not null)
        {
            json.WriteSaid("native_finish_reason", Finish.Native(finish.StopReason, finish.StopWord));
            json.WriteSaid("stop_reason", finish.StopSequence);
        }
    });

    private void Chunk(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        scratch.ResetWrittenCount();
        using (var json = JsonOut.Over(scratch))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        frame.Choices(scratch.WrittenSpan, output);
    }

    private static void WriteOpaque(Utf8JsonWriter json, AnswerEvent step)
    {
        json.WriteStartArray("provider_blocks"u8);
        ProviderBlocks.Write(json, step.Origin ?? "", OneLine.Of(step.Json));
        json.WriteEndArray();
    }

    private static void WriteRawList(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> item)
    {
        json.WriteStartArray(name);
        json.WriteRawValue(OneLine.Of(item).Span, skipInputValidation: true);
        json.WriteEndArray();
    }
}
