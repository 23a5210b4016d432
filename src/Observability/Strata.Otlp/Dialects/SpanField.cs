namespace Strata.Otlp.Dialects;

/// <summary>What an attribute of some dialect says, in the one model's words.</summary>
internal enum SpanField : byte
{
    /// <summary>The operation, in the GenAI conventions' words.</summary>
    Operation,

    /// <summary>The operation in another dialect's word; see <see cref="OperationWords"/>.</summary>
    KindWord,
    Provider,
    RequestModel,
    ResponseModel,
    Session,
    Conversation,
    User,
    ErrorType,
    Tool,
    Agent,
    FinishReason,
    Tags,

    /// <summary>Tokens of the prompt; whether cached ones are among them is decided by <see cref="TokenClasses"/>.</summary>
    InputTokens,

    /// <summary>Tokens of the prompt that no cache had: cached ones are not among them.</summary>
    FreshInputTokens,
    OutputTokens,
    TotalTokens,
    CacheReadTokens,
    CacheWriteTokens,
    CacheWriteLongTokens,
    ReasoningTokens,
    AudioInputTokens,
    AudioOutputTokens,
    ImageInputTokens,
    ImageOutputTokens,

    /// <summary>A JSON object of token counts by Langfuse's names.</summary>
    UsageDetails,

    /// <summary>Billionths of a dollar.</summary>
    CostNanos,

    /// <summary>Dollars.</summary>
    Cost,

    /// <summary>Dollars for the prompt alone.</summary>
    InputCost,

    /// <summary>Dollars for the answer alone.</summary>
    OutputCost,

    /// <summary>The currency of <see cref="Cost"/>; another than USD is no price of ours.</summary>
    CostCurrency,

    /// <summary>Who made the price: <c>provider</c> or <c>local</c>.</summary>
    CostOrigin,

    /// <summary>A JSON object of dollars by Langfuse's names.</summary>
    CostDetails,

    /// <summary>Seconds to the first piece of the answer.</summary>
    FirstTokenSeconds,

    /// <summary>Milliseconds to the first piece of the answer.</summary>
    FirstTokenMs,

    /// <summary>The moment of the first piece, as ISO 8601.</summary>
    FirstTokenTime,

    /// <summary>Instructions above the conversation: text, or JSON of parts.</summary>
    System,

    /// <summary>JSON of the messages that went in, or one text.</summary>
    Input,

    /// <summary>JSON of the messages that came out, or one text.</summary>
    Output,

    /// <summary>The same, where a better source may be there: a raw request or answer beside its messages.</summary>
    InputValue,

    /// <summary>The same for what came out.</summary>
    OutputValue,

    /// <summary>JSON of the tools offered.</summary>
    ToolDefinitions,

    /// <summary>JSON of the tool calls of an answer.</summary>
    OutputToolCalls,
}
