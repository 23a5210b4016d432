namespace Strata.Otlp.Dialects;

/// <summary>OpenLLMetry (Traceloop): GenAI names with prompts as flat attributes by number (see <see cref="Messages.IndexedMessages"/>), and names of its own around them.</summary>
internal static class OpenLlmetryNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("traceloop.span.kind", SpanField.KindWord),
        ("llm.request.type", SpanField.KindWord),
        ("llm.vendor", SpanField.Provider),
        ("llm.request.model", SpanField.RequestModel),
        ("llm.response.model", SpanField.ResponseModel),
        ("llm.usage.prompt_tokens", SpanField.InputTokens),
        ("llm.usage.completion_tokens", SpanField.OutputTokens),
        ("llm.usage.total_tokens", SpanField.TotalTokens),
        ("gen_ai.usage.cache_read_input_tokens", SpanField.CacheReadTokens),
        ("gen_ai.usage.cache_creation_input_tokens", SpanField.CacheWriteTokens),
        ("llm.usage.cache_read_input_tokens", SpanField.CacheReadTokens),
        ("llm.usage.cache_creation_input_tokens", SpanField.CacheWriteTokens),
        ("llm.usage.reasoning_tokens", SpanField.ReasoningTokens),
        ("llm.response.finish_reason", SpanField.FinishReason),
        ("llm.response.stop_reason", SpanField.FinishReason),
        ("traceloop.entity.input", SpanField.InputValue),
        ("traceloop.entity.output", SpanField.OutputValue),
        ("traceloop.association.properties.session_id", SpanField.Session),
        ("traceloop.association.properties.user_id", SpanField.User),
        ("traceloop.association.properties.chat_id", SpanField.Conversation),
        ("traceloop.association.properties.conversation_id", SpanField.Conversation),
    ];
}
