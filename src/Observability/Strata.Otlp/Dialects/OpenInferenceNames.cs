namespace Strata.Otlp.Dialects;

/// <summary>OpenInference (Arize): a kind of its own, flat messages by number (see <see cref="Messages.IndexedMessages"/>), prompt counts include the cached tokens.</summary>
internal static class OpenInferenceNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("openinference.span.kind", SpanField.KindWord),
        ("llm.provider", SpanField.Provider),
        ("llm.system", SpanField.Provider),
        ("llm.request.model_name", SpanField.RequestModel),
        ("llm.model_name", SpanField.RequestModel),
        ("llm.response.model_name", SpanField.ResponseModel),
        ("embedding.model_name", SpanField.RequestModel),
        ("reranker.model_name", SpanField.RequestModel),
        ("reranker.query", SpanField.InputValue),
        ("llm.finish_reason", SpanField.FinishReason),
        ("llm.token_count.prompt", SpanField.InputTokens),
        ("llm.token_count.completion", SpanField.OutputTokens),
        ("llm.token_count.total", SpanField.TotalTokens),
        ("llm.token_count.prompt_details.cache_read", SpanField.CacheReadTokens),
        ("llm.token_count.prompt_details.cache_input", SpanField.CacheReadTokens),
        ("llm.token_count.prompt_details.cache_write", SpanField.CacheWriteTokens),
        ("llm.token_count.prompt_details.audio", SpanField.AudioInputTokens),
        ("llm.token_count.completion_details.reasoning", SpanField.ReasoningTokens),
        ("llm.token_count.completion_details.audio", SpanField.AudioOutputTokens),
        ("decision.request.model_name", SpanField.RequestModel),
        ("decision.response.model_name", SpanField.ResponseModel),
        ("decision.provider", SpanField.Provider),
        ("decision.token_count.input", SpanField.InputTokens),
        ("decision.token_count.output", SpanField.OutputTokens),
        ("llm.cost.total", SpanField.Cost),
        ("llm.cost.prompt", SpanField.InputCost),
        ("llm.cost.completion", SpanField.OutputCost),
        ("llm.input_messages", SpanField.Input),
        ("llm.output_messages", SpanField.Output),
        ("input.value", SpanField.InputValue),
        ("output.value", SpanField.OutputValue),
        ("llm.tools", SpanField.ToolDefinitions),
        ("tool.name", SpanField.Tool),
        ("agent.name", SpanField.Agent),
        ("tag.tags", SpanField.Tags),
    ];
}
