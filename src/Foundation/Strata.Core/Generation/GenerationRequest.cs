using System.Text.Json;

namespace Strata.Core.Generation;

/// <summary>What to generate from: exactly one of <see cref="Messages"/>, <see cref="Text"/> and <see cref="Tokens"/> is given.</summary>
public sealed record GenerationRequest
{
    /// <summary>A conversation, rendered by the model's own chat template.</summary>
    public IReadOnlyList<PromptMessage>? Messages { get; init; }

    /// <summary>A raw prompt. It is text: control tokens written in it stay text.</summary>
    public string? Text { get; init; }

    /// <summary>A raw prompt as token ids.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>The tools a conversation may call, as a JSON array of function definitions in OpenAI's form; only for models that take them.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>The JSON schema the answer should follow, told to the model by its template; nothing forces it. Only for models that take one.</summary>
    public JsonElement? AnswerSchema { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public Sampling Sampling { get; init; } = new();

    /// <summary>At most this many tokens; null is what fits the context.</summary>
    public int? OutputTokensMax { get; init; }

    /// <summary>Texts that end the answer and are not part of it.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}
