using Strata.Otlp.Wire;

namespace Strata.Otlp.Dialects;

/// <summary>What other dialects call a span, in the operations of the GenAI conventions.</summary>
internal static class OperationWords
{
    private static readonly Utf8Table<string> Words = new(
    [
        ("LLM", "chat"), ("EMBEDDING", "embeddings"), ("RETRIEVER", "retrieval"), ("RERANKER", "rerank"), ("TOOL", "execute_tool"), ("AGENT", "invoke_agent"),
        ("GUARDRAIL", "guardrail"), ("EVALUATOR", "evaluation"), ("DECISION", "decision"),
        ("generation", "chat"), ("embedding", "embeddings"), ("retriever", "retrieval"), ("tool", "execute_tool"), ("agent", "invoke_agent"), ("guardrail", "guardrail"),
        ("evaluator", "evaluation"), ("workflow", "invoke_workflow"), ("chat", "chat"), ("completion", "text_completion"), ("rerank", "rerank"),
        ("ai.generateText", "invoke_agent"), ("ai.streamText", "invoke_agent"), ("ai.generateObject", "invoke_agent"), ("ai.streamObject", "invoke_agent"),
        ("ai.embed", "invoke_workflow"), ("ai.embedMany", "invoke_workflow"),
        ("ai.generateText.doGenerate", "chat"), ("ai.streamText.doStream", "chat"), ("ai.generateObject.doGenerate", "chat"), ("ai.streamObject.doStream", "chat"),
        ("ai.embed.doEmbed", "embeddings"), ("ai.embedMany.doEmbed", "embeddings"), ("ai.rerank.doRerank", "rerank"), ("ai.toolCall", "execute_tool"),
    ]);

    /// <summary>The operation, or false where the word says none (a chain, a task, a plain span).</summary>
    public static bool TryGet(ReadOnlySpan<byte> word, out string operation) => Words.TryGet(word, out operation);

    /// <summary>
    /// Whether an operation only encloses others: what it says of tokens and cost is the sum of the spans below it, and counting
    /// it besides them would double every figure.
    /// </summary>
    public static bool Encloses(string operation) => operation is "invoke_agent" or "invoke_workflow" or "create_agent" or "plan";
}
