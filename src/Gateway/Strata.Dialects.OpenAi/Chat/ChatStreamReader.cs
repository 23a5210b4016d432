using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>
/// Turns chunks into steps. Chunks name no blocks: one begins when the kind of what comes changes, or a call's index, and ends with
/// the next or with its choice. Choices come mixed; each has a state of its own.
/// </summary>
internal sealed class ChatStreamReader : IStreamReader
{
    private readonly SortedDictionary<int, ChatChoiceReader> choices = [];
    private readonly Func<JsonValue, Done> readChunk;
    private List<AnswerEvent> into = [];
    private bool began;
    private bool isOver;

    public ChatStreamReader() => readChunk = ReadChunk;

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
        if (!isOver && choices.Count > 0 && choices.Values.All(c => c.HasEnded))
        {
            Finish();
        }
    }

    private void Finish()
    {
        isOver = true;
        foreach (var choice in choices.Values)
        {
            choice.Close(into);
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

        if (!began && (chunk.Find("choices") is not null || chunk.Find("id") is not null))
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
        var index = (int)(choice.Find("index")?.Integer(0, 127) ?? 0);
        if (!choices.TryGetValue(index, out var state))
        {
            choices[index] = state = new ChatChoiceReader(index);
        }

        state.Read(choice, into);
    }
}
