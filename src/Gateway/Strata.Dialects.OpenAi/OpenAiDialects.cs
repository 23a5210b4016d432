using Strata.Dialects.OpenAi.Chat;
using Strata.Dialects.OpenAi.Completions;
using Strata.Dialects.OpenAi.Responses;

namespace Strata.Dialects.OpenAi;

/// <summary>OpenAI's three ways of asking for text.</summary>
public static class OpenAiDialects
{
    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    public static IDialect Chat { get; } = new ChatDialect();

    /// <summary><c>POST /v1/completions</c>.</summary>
    public static IDialect Completions { get; } = new CompletionDialect();

    /// <summary><c>POST /v1/responses</c>.</summary>
    public static IDialect Responses { get; } = new ResponsesDialect();
}
