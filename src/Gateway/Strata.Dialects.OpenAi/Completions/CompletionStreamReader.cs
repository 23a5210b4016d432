using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Completions;

/// <summary>Turns chunks of legacy completions into steps: one block of text a choice.</summary>
internal sealed class CompletionStreamReader : IStreamReader
{
    private readonly SortedDictionary<int, bool> isEnded = [];
    private readonly Func<JsonValue, Done> readChunk;
    private List<AnswerEvent> into = [];
    private bool began;
    private bool isOver;

    public CompletionStreamReader() => readChunk = ReadChunk;

    public Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into)
    {
        if (data.IsEmpty || isOver)
        {
            return Done.Value;
        }

        this.into = into;
        if (data.StartsWith("[DONE]"u8))
        {
            Finish();
            return Done.Value;
        }

        return JsonBody.ReadAnswer(data, readChunk);
    }

    public void End(List<AnswerEvent> into)
    {
        this.into = into;
        if (!isOver && isEnded.Count > 0 && isEnded.Values.All(e => e))
        {
            Finish();
        }
    }

    private void Finish()
    {
        isOver = true;
        foreach (var (choice, _) in isEnded.Where(e => !e.Value))
        {
            into.Add(new AnswerEvent(AnswerEventKind.BlockEnded) { Choice = choice });
        }

        into.Add(new AnswerEvent(AnswerEventKind.Ended));
    }

    private Done ReadChunk(JsonValue chunk)
    {
        if (chunk.Find("error") is { IsNull: false })
        {
            isOver = true;
            into.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = OpenAiErrors.ToProblem(OpenAiErrors.ReadBody(chunk)) });
            return Done.Value;
        }

        if (!began)
        {
            began = true;
            into.Add(new AnswerEvent(AnswerEventKind.Started) { Id = chunk.Find("id")?.Text(), Name = chunk.Find("model")?.Text(), ServiceTier = chunk.Find("service_tier")?.Text() });
        }

        foreach (var choice in chunk.Find("choices")?.Items(JsonLimits.BlocksMax) ?? [])
        {
            ReadChoice(choice);
        }

        if (chunk.Find("usage") is { Kind: JsonValueKind.Object } usage && UsageJson.Read(usage) is { } tokens)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = tokens, ServiceTier = chunk.Find("service_tier")?.Text() });
        }

        return Done.Value;
    }

    private void ReadChoice(JsonValue choice)
    {
        var index = (int)(choice.Find("index")?.Integer(0, int.MaxValue) ?? 0);
        if (isEnded.TryAdd(index, false))
        {
            into.Add(new AnswerEvent(AnswerEventKind.BlockStarted) { Choice = index, BlockKind = BlockKind.Text });
        }

        if (isEnded[index])
        {
            return;
        }

        if (choice.Find("text")?.Text() is { Length: > 0 } text)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Delta) { Choice = index, Text = text });
        }

        if (choice.Find("logprobs") is { Kind: JsonValueKind.Object } probabilities)
        {
            into.Add(new AnswerEvent(AnswerEventKind.LogProbs) { Choice = index, Origin = DialectNames.Completions, Json = probabilities.Raw() });
        }

        if (choice.Find("finish_reason") is { Kind: JsonValueKind.String } finish)
        {
            isEnded[index] = true;
            var word = finish.Text() ?? "";
            into.Add(new AnswerEvent(AnswerEventKind.BlockEnded) { Choice = index });
            into.Add(new AnswerEvent(AnswerEventKind.ChoiceEnded) { Choice = index, StopReason = OpenAi.Finish.Read(word, hasCalls: false, hasRefusal: false), StopWord = word });
        }
    }
}
