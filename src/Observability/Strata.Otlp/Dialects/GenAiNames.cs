namespace Strata.Otlp.Dialects;

/// <summary>
/// OpenTelemetry's GenAI conventions 1.37 to 1.41, and the repository where they live since (semantic-conventions-genai): token
/// counts include the cached ones, a history is an attribute of JSON or of structured values.
/// </summary>
internal static class GenAiNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("gen_ai.operation.name", SpanField.Operation),
        ("gen_ai.provider.name", SpanField.Provider),
        ("gen_ai.request.model", SpanField.RequestModel),
        ("gen_ai.response.model", SpanField.ResponseModel),
        ("gen_ai.conversation.id", SpanField.Conversation),
        ("gen_ai.agent.name", SpanField.Agent),
        ("gen_ai.tool.name", SpanField.Tool),
        ("gen_ai.tool.call.arguments", SpanField.InputValue),
        ("gen_ai.tool.call.result", SpanField.OutputValue),
        ("gen_ai.tool.definitions", SpanField.ToolDefinitions),
        ("gen_ai.response.finish_reasons", SpanField.FinishReason),
        ("gen_ai.response.time_to_first_chunk", SpanField.FirstTokenSeconds),
        ("gen_ai.system_instructions", SpanField.System),
        ("gen_ai.input.messages", SpanField.Input),
        ("gen_ai.output.messages", SpanField.Output),
        ("gen_ai.retrieval.query.text", SpanField.InputValue),
        ("gen_ai.retrieval.documents", SpanField.OutputValue),
        ("gen_ai.usage.input_tokens", SpanField.InputTokens),
        ("gen_ai.usage.output_tokens", SpanField.OutputTokens),
        ("gen_ai.usage.cache_read.input_tokens", SpanField.CacheReadTokens),
        ("gen_ai.usage.cache_write.input_tokens", SpanField.CacheWriteTokens),
        ("gen_ai.usage.cache_creation.input_tokens", SpanField.CacheWriteTokens),
        ("gen_ai.usage.reasoning.output_tokens", SpanField.ReasoningTokens),
        ("gen_ai.usage.audio.input_tokens", SpanField.AudioInputTokens),
        ("gen_ai.usage.audio.output_tokens", SpanField.AudioOutputTokens),
        ("gen_ai.usage.image.input_tokens", SpanField.ImageInputTokens),
        ("gen_ai.usage.image.output_tokens", SpanField.ImageOutputTokens),
        ("gen_ai.usage.cost.amount", SpanField.Cost),
        ("gen_ai.usage.cost.currency", SpanField.CostCurrency),
        ("gen_ai.usage.cost.source", SpanField.CostOrigin),
    ];
}
