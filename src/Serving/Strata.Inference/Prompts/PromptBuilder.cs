using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Models.Gguf;
using Strata.Models.Tokenizers;

namespace Strata.Inference.Prompts;

/// <summary>From a request to token ids. Text of the caller can never become a control token; the template's own text can.</summary>
internal sealed class PromptBuilder
{
    private readonly Tokenizer tokenizer;

    private PromptBuilder(Tokenizer tokenizer) => this.tokenizer = tokenizer;

    public static Result<PromptBuilder> Create(GgufMetadata metadata, Tokenizer tokenizer) => new PromptBuilder(tokenizer);

    /// <summary>Tokens of whichever of the three kinds of prompt the request carries.</summary>
    public Result<int[]> Build(GenerationRequest request) => request switch
    {
        { Messages: { Count: > 0 } messages, Text: null, Tokens: null } => WithBos(tokenizer.EncodeSegments(ChatMlPrompt.Render(messages), addSpecial: false)),
        { Messages: null, Text: { } text, Tokens: null } => Text(text),
        { Messages: null, Text: null, Tokens: { } tokens } => Tokens(tokens),
        { Messages.Count: 0 } => Problem.Invalid("The conversation has no message.", "messages"),
        _ => Problem.Invalid("A request carries exactly one of messages, text and tokens."),
    };

    /// <summary>Tokens of a plain text, with the model's own frame.</summary>
    public Result<int[]> Text(string text)
    {
        var tokens = tokenizer.Encode(text, new EncodeOptions(AddSpecial: true, ParseSpecial: false));
        return tokens.Length > 0 ? tokens : Problem.Invalid("The prompt is empty.", "prompt");
    }

    private Result<int[]> Tokens(IReadOnlyList<int> tokens)
    {
        foreach (var token in tokens)
        {
            if (token < 0 || token >= tokenizer.VocabularySize)
            {
                return Problem.Invalid($"The token id {token} is outside the vocabulary (0 to {tokenizer.VocabularySize - 1}).", "prompt");
            }
        }

        return tokens.Count > 0 ? tokens.ToArray() : Problem.Invalid("The prompt is empty.", "prompt");
    }

    /// <summary>Templates may write the begin token themselves; it stands once either way.</summary>
    private int[] WithBos(int[] tokens) =>
        tokenizer.Special is { AddBos: true, Bos: { } bos } && (tokens.Length == 0 || tokens[0] != bos) ? [bos, .. tokens] : tokens;
}
