namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>The fixed parts of an answer's JSON: what differs between chat and legacy completions.</summary>
internal sealed class AnswerShape
{
    public static readonly AnswerShape Chat = new()
    {
        IdPrefix = "chatcmpl",
        Object = "chat.completion",
        ChunkObject = "chat.completion.chunk",
        RoleChoices = """[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]""",
        TextOpen = "[{\"index\":0,\"delta\":{\"content\":\"",
        TextClose = "\"},\"logprobs\":null,\"finish_reason\":null}]",
        FinishOpen = "[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"",
    };

    public static readonly AnswerShape Completion = new()
    {
        IdPrefix = "cmpl",
        Object = "text_completion",
        ChunkObject = "text_completion",
        RoleChoices = null,
        TextOpen = "[{\"index\":0,\"text\":\"",
        TextClose = "\",\"logprobs\":null,\"finish_reason\":null}]",
        FinishOpen = "[{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"",
    };

    public required string IdPrefix { get; init; }

    public required string Object { get; init; }

    public required string ChunkObject { get; init; }

    /// <summary>The choices of the chunk that opens a stream; null where the dialect has none.</summary>
    public required string? RoleChoices { get; init; }

    public required string TextOpen { get; init; }

    public required string TextClose { get; init; }

    public required string FinishOpen { get; init; }

    public bool IsChat => RoleChoices is not null;
}
