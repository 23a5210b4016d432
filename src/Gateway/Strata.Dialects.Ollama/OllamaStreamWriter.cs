using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Ollama;

/// <summary>Writes canonical steps as lines. Calls are held until they are whole; the line that says <c>done</c> is <see cref="End"/>. Only the first choice is told: callers cannot ask for more.</summary>
internal sealed class OllamaStreamWriter(AnswerHead head, bool isChat) : IStreamWriter
{
    private static readonly OllamaContent Nothing = new("", "", [], []);
    private readonly ArrayBufferWriter<byte> line = new(256);
    private readonly OllamaLineWriter lines = new(head, isChat);
    private readonly Dictionary<int, (AnswerEvent Start, StringBuilder Text)> open = [];
    private readonly List<Carry> own = [];
    private ReadOnlyMemory<byte> logProbs;
    private string reason = "stop";
    private TokenUsage? usage;

    public string ContentType => "application/x-ndjson";

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (step.Choice != 0)
        {
            return;
        }

        switch (step.Kind)
        {
            case AnswerEventKind.BlockStarted when step.BlockKind != BlockKind.Opaque:
                open[step.Block] = (step, new StringBuilder());
                break;
            case AnswerEventKind.Delta when step.Text.Length > 0 && open.TryGetValue(step.Block, out var block):
                Delta(step, block.Start.BlockKind, block.Text, output);
                break;
            case AnswerEventKind.BlockEnded when open.Remove(step.Block, out var ended):
                Close(ended.Start, ended.Text.ToString(), output);
                break;
            case AnswerEventKind.LogProbs:
                logProbs = step.Json;
                Line(Nothing, output);
                break;
            case AnswerEventKind.ChoiceEnded:
                reason = OllamaStops.Write(step.StopReason, step.StopWord);
                break;
            case AnswerEventKind.Usage or AnswerEventKind.Started:
                usage = step.Usage ?? usage;
                break;
            case AnswerEventKind.Raw when step.Origin == OllamaNames.Chat && step.Name is { } name:
                own.Add(new Carry(name, step.Json));
                break;
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        Line(Nothing, output, json => lines.End(json, reason, usage, own));
    }

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        OllamaErrors.Write(problem, requestId, output);
        output.Write("\n"u8);
    }

    public void KeepAlive(IBufferWriter<byte> output)
    {
        // Clients parse every line: there is none that they pass over.
    }

    private void Delta(AnswerEvent step, BlockKind kind, StringBuilder held, IBufferWriter<byte> output)
    {
        switch (kind)
        {
            case BlockKind.Text or BlockKind.Refusal:
                Line(Nothing with { Text = step.Text }, output);
                break;
            case BlockKind.Thinking:
                Line(Nothing with { Thinking = step.Text }, output);
                break;
            default:
                held.Append(step.Text);
                break;
        }
    }

    private void Close(AnswerEvent start, string text, IBufferWriter<byte> output)
    {
        if (start.BlockKind == BlockKind.ToolCall)
        {
            Line(Nothing with { Calls = [new ToolCallBlock(start.Id ?? "", start.Name ?? "", text)] }, output);
        }
        else if (start.BlockKind == BlockKind.Image)
        {
            Line(Nothing with { Images = [text] }, output);
        }
    }

    private void Line(OllamaContent content, IBufferWriter<byte> output)
    {
        Line(content, output, json =>
        {
            json.WriteBoolean("done"u8, false);
            OllamaLogProbs.Write(json, logProbs);
            logProbs = default;
        });
    }

    private void Line(OllamaContent content, IBufferWriter<byte> output, Action<Utf8JsonWriter> end)
    {
        line.ResetWrittenCount();
        lines.Write(line, content, end);
        output.Write(RawJson.OneLine(line.WrittenMemory).Span); // arguments may come over several lines
        output.Write("\n"u8);
    }
}
