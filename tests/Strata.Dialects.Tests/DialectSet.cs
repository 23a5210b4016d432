using Strata.Dialects.Anthropic;
using Strata.Dialects.Bedrock;
using Strata.Dialects.Gemini;
using Strata.Dialects.Ollama;
using Strata.Dialects.OpenAi;

namespace Strata.Dialects.Tests;

/// <summary>Every dialect, in and out: a new one is a project and a line here.</summary>
internal static class DialectSet
{
    public static DialectTable All { get; } = new(
    [
        AnthropicDialect.Instance,
        BedrockDialect.Instance,
        GeminiDialect.Instance,
        OllamaDialect.Chat,
        OllamaDialect.Generate,
        OpenAiDialects.Chat,
        OpenAiDialects.Completions,
        OpenAiDialects.Responses,
    ]);
}
