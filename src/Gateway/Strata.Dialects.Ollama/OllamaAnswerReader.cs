using System.Globalization;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Ollama;

/// <summary>Reads the objects of an answer: the whole of it, or one line of a stream. It keeps the calls' numbers from line to line.</summary>
internal sealed class OllamaAnswerReader
{
    private CallIds? ids;

    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body) => MemberBody.ReadAnswer(body.Span, proto: false, (members, reading) =>
    {
        var line = new OllamaAnswerReader().Line(members, reading);
        if (line.Error is { } error)
        {
            reading.Refuse(OllamaErrors.ProblemOf(error));
        }
        else if (!line.IsDone && line.Blocks.Count == 0)
        {
            reading.Refuse(JsonProblems.Missing("message"));
        }

        var hasCalls = line.Blocks.Any(block => block is ToolCallBlock);
        var (stop, word) = (OllamaStops.Read(line.DoneReason, hasCalls), OllamaStops.Word(line.DoneReason, hasCalls));
        return new ChatAnswer
        {
            Dialect = OllamaNames.Chat,
            Id = "",
            Model = line.Model,
            CreatedAt = line.CreatedAt,
            Choices = [new AnswerChoice { Blocks = line.Blocks, StopReason = stop, StopWord = word, LogProbs = line.LogProbs }],
            Usage = line.Usage,
            Extra = line.Extra,
        };
    });

    public OllamaLine Line(MemberReader body, JsonReading reading)
    {
        if (body.Take("error") is { } error)
        {
            return new OllamaLine { Error = OllamaErrors.Of(error) };
        }

        var createdText = body.Text("created_at") ?? "";
        ids ??= new CallIds(Scope(createdText));
        var blocks = new List<Block>();
        if (body.Object("message") is { } message)
        {
            message.Take("role");
            blocks = OllamaMessageReader.Blocks(message, ids, reading);
        }
        else
        {
            Add(blocks, body.Text("thinking"), text => new ThinkingBlock(text));
            Add(blocks, body.Text("response"), text => new TextBlock(text));
        }

        var isDone = body.Flag("done") ?? false;
        return new OllamaLine
        {
            Model = body.Text("model") ?? "",
            CreatedAt = DateTimeOffset.TryParse(createdText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeSeconds() : 0,
            Blocks = blocks,
            IsDone = isDone,
            DoneReason = body.Text("done_reason") ?? "",
            Usage = Usage(body),
            LogProbs = body.Take("logprobs") is { } probabilities ? JsonPart.Object("content", MemberReader.RawOf(probabilities).Span) : default,
            Extra = body.Rest(),
        };
    }

    private static TokenUsage? Usage(MemberReader body)
    {
        var prompt = body.Whole("prompt_eval_count", 0, 1L << 53);
        var answer = body.Whole("eval_count", 0, 1L << 53);
        return prompt is null && answer is null ? null : new TokenUsage { Input = prompt ?? 0, Output = answer ?? 0 };
    }

    private static void Add(List<Block> blocks, string? text, Func<string, Block> make)
    {
        if (text is { Length: > 0 })
        {
            blocks.Add(make(text));
        }
    }

    /// <summary>The time to the nanosecond is the nearest that an answer here has to an id.</summary>
    private static string Scope(string createdAt) => string.Concat(createdAt.Where(char.IsAsciiDigit).Take(24)) + "_";
}
