namespace Strata.Routing.Providers;

/// <summary>Which operation asks in which dialect.</summary>
public static class Operations
{
    /// <summary>How many there are; operations are numbered from 0.</summary>
    public static int Count { get; } = Enum.GetValues<Operation>().Length;

    /// <summary>The operation that asks for text in a dialect; null for a dialect that is not known.</summary>
    /// <param name="dialect">Its name, as <c>openai.chat</c> or <c>gemini</c>.</param>
    /// <param name="stream">Whether the answer is to be streamed.</param>
    public static Operation? OfDialect(string dialect, bool stream) => dialect switch
    {
        "openai.chat" => Operation.ChatCompletions,
        "openai.completions" => Operation.Completions,
        "openai.responses" => Operation.Responses,
        "anthropic" => stream ? Operation.StreamMessages : Operation.Messages,
        "gemini" => stream ? Operation.StreamGenerateContent : Operation.GenerateContent,
        "bedrock" => stream ? Operation.ConverseStream : Operation.Converse,
        "ollama.chat" => Operation.OllamaChat,
        "ollama.generate" => Operation.OllamaGenerate,
        _ => null,
    };
}
