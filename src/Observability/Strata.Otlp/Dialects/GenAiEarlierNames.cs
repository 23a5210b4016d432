namespace Strata.Otlp.Dialects;

/// <summary>
/// The GenAI conventions up to 1.36, and names that were in use around them: the provider is <c>gen_ai.system</c>, prompts are
/// attributes of JSON or events (see <see cref="EarlierEvents"/>).
/// </summary>
internal static class GenAiEarlierNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("gen_ai.system", SpanField.Provider),
        ("gen_ai.prompt", SpanField.Input),
        ("gen_ai.completion", SpanField.Output),
        ("gen_ai.usage.prompt_tokens", SpanField.InputTokens),
        ("gen_ai.usage.completion_tokens", SpanField.OutputTokens),
        ("gen_ai.usage.total_tokens", SpanField.TotalTokens),
        ("gen_ai.usage.input_tokens.cached", SpanField.CacheReadTokens),
        ("gen_ai.usage.input_tokens.cache_write", SpanField.CacheWriteTokens),
        ("gen_ai.usage.output_tokens.reasoning", SpanField.ReasoningTokens),
        ("gen_ai.usage.cached_tokens", SpanField.CacheReadTokens),
        ("gen_ai.usage.reasoning_tokens", SpanField.ReasoningTokens),
        ("gen_ai.usage.cost", SpanField.Cost),
        ("gen_ai.server.time_to_first_token", SpanField.FirstTokenSeconds),
        ("gen_ai.session.id", SpanField.Session),
        ("gen_ai.user.id", SpanField.User),
    ];
}
