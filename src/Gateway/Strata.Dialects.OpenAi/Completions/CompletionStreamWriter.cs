using System.Buffers;
using System.Globalization;
using System.Text;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Completions;

/// <summary>Writes steps as chunks of legacy completions: text, and what stands in its place (a refusal's words).</summary>
internal sealed class CompletionStreamWriter(AnswerHead head) : IStreamWriter
{
    private static readonly byte[] After = "\",\"logprobs\":null,\"finish_reason\":null}]"u8.ToArray();
    private readonly ChunkFrame frame = new(head, "cmpl-" + head.Id, "text_completion");
    private readonly Dictionary<int, BlockKind> open = [];
    private readonly ArrayBufferWriter<byte> scratch = new(256);
    private TokenUsage? usage;

    public string ContentType => "text/event-stream; charset=utf-8";

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        switch (step.Kind)
        {
            case AnswerEventKind.Started or AnswerEventKind.Usage:
                usage = step.Usage ?? usage;
                break;
            case AnswerEventKind.BlockStarted:
                open[step.Choice] = step.BlockKind;
                break;
            case AnswerEventKind.Delta when open.GetValueOrDefault(step.Choice) is BlockKind.Text or BlockKind.Refusal:
                frame.Text(Before(step.Choice, "text"), step.Text, After, output);
                break;
            case AnswerEventKind.Delta when open.GetValueOrDefault(step.Choice) is BlockKind.Thinking:
                frame.Text(Before(step.Choice, "text\":\"\",\"reasoning_content"), step.Text, After, output);
                break;
            case AnswerEventKind.LogProbs when step.Origin == DialectNames.Completions:
                End(step.Choice, step.Json, finish: null, output);
                break;
            case AnswerEventKind.ChoiceEnded:
                End(step.Choice, default, step, output);
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
        }
    }

    public void End(IBufferWriter<byte> output) => ChunkFrame.Done(output);

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output) => ChunkFrame.Error(problem, output);

    public void KeepAlive(IBufferWriter<byte> output) => ChunkFrame.KeepAlive(output);

    private static byte[] Before(int choice, string member) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{{\"index\":{choice},\"{member}\":\""));

    private void End(int choice, ReadOnlyMemory<byte> probabilities, AnswerEvent? finish, IBufferWriter<byte> output)
    {
        scratch.ResetWrittenCount();
        using (var json = JsonOut.Over(scratch))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteNumber("index"u8, choice);
            json.WriteString("text"u8, ""u8);
            json.WriteRaw("logprobs", probabilities.IsEmpty ? "null"u8.ToArray() : OneLine.Of(probabilities));
            json.WriteString("finish_reason"u8, finish is null ? null : Finish.Write(finish.StopReason, finish.StopWord));
            json.WriteSaid("native_finish_reason", finish is null ? null : Finish.Native(finish.StopReason, finish.StopWord));
            json.WriteSaid("stop_reason", finish?.StopSequence);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        frame.Choices(scratch.WrittenSpan, output);
    }
}
