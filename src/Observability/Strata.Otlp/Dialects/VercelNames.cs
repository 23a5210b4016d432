namespace Strata.Otlp.Dialects;

/// <summary>
/// The Vercel AI SDK's <c>ai.*</c>. A call is two spans: the outer one (<c>ai.generateText</c>) sums up what the inner ones
/// (<c>ai.generateText.doGenerate</c>) report, and must not be counted besides them (see <see cref="OperationWords"/>).
/// </summary>
internal static class VercelNames
{
    public static readonly (string Key, SpanField Field)[] Rows =
    [
        ("ai.operationId", SpanField.KindWord),
        ("ai.model.provider", SpanField.Provider),
        ("ai.model.id", SpanField.RequestModel),
        ("ai.response.model", SpanField.ResponseModel),
        ("ai.response.finishReason", SpanField.FinishReason),
        ("ai.finishReason", SpanField.FinishReason),
        ("ai.usage.inputTokens", SpanField.InputTokens),
        ("ai.usage.promptTokens", SpanField.InputTokens),
        ("ai.usage.tokens", SpanField.InputTokens),
        ("ai.usage.outputTokens", SpanField.OutputTokens),
        ("ai.usage.completionTokens", SpanField.OutputTokens),
        ("ai.usage.totalTokens", SpanField.TotalTokens),
        ("ai.usage.cachedInputTokens", SpanField.CacheReadTokens),
        ("ai.usage.inputTokenDetails.cacheReadTokens", SpanField.CacheReadTokens),
        ("ai.usage.inputTokenDetails.cacheWriteTokens", SpanField.CacheWriteTokens),
        ("ai.usage.inputTokenDetails.noCacheTokens", SpanField.FreshInputTokens),
        ("ai.usage.reasoningTokens", SpanField.ReasoningTokens),
        ("ai.usage.outputTokenDetails.reasoningTokens", SpanField.ReasoningTokens),
        ("ai.response.msToFirstChunk", SpanField.FirstTokenMs),
        ("ai.stream.msToFirstChunk", SpanField.FirstTokenMs),
        ("ai.prompt.messages", SpanField.Input),
        ("ai.prompt", SpanField.InputValue),
        ("ai.prompt.tools", SpanField.ToolDefinitions),
        ("ai.value", SpanField.InputValue),
        ("ai.values", SpanField.InputValue),
        ("ai.response.text", SpanField.OutputValue),
        ("ai.result.text", SpanField.OutputValue),
        ("ai.response.object", SpanField.OutputValue),
        ("ai.result.object", SpanField.OutputValue),
        ("ai.response.toolCalls", SpanField.OutputToolCalls),
        ("ai.toolCall.name", SpanField.Tool),
        ("ai.toolCall.args", SpanField.InputValue),
        ("ai.toolCall.result", SpanField.OutputValue),
        ("ai.telemetry.metadata.sessionId", SpanField.Session),
        ("ai.telemetry.metadata.userId", SpanField.User),
        ("ai.telemetry.metadata.tags", SpanField.Tags),
    ];
}
