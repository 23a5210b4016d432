namespace Strata.Dialects.OpenAi;

/// <summary>The names of OpenAI's three ways of asking for text.</summary>
public static class DialectNames
{
    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    public const string Chat = "openai.chat";

    /// <summary><c>POST /v1/completions</c>.</summary>
    public const string Completions = "openai.completions";

    /// <summary><c>POST /v1/responses</c>.</summary>
    public const string Responses = "openai.responses";

    /// <summary>Whether a request or answer came in one of them: then members that they share go through unchanged.</summary>
    public static bool IsOpenAi(string dialect) => dialect is Chat or Completions or Responses;
}
