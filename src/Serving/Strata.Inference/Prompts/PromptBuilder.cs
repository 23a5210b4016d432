using System.Text.Json;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Models.Gguf;
using Strata.Templates;
using Strata.Tokenizers;

namespace Strata.Inference.Prompts;

/// <summary>
/// From a request to token ids. Text of the caller can never become a control token; the template's own text can.
/// A template that this build cannot read does not stop the model: raw prompts work, and a conversation is answered with the problem.
/// </summary>
internal sealed class PromptBuilder
{
    private const string TemplateKey = "tokenizer.chat_template";
    private const string SchemaName = "json_schema";

    private readonly Tokenizer tokenizer;
    private readonly Result<ChatTemplate>? template;
    private readonly TimeProvider time;

    public PromptBuilder(GgufMetadata metadata, Tokenizer tokenizer, string name, TimeProvider time)
    {
        (this.tokenizer, this.time) = (tokenizer, time);
        if (metadata.Contains(TemplateKey))
        {
            var text = metadata.String(TemplateKey);
            template = text.Then(source => ChatTemplate.Parse(source, name));
            (TakesTools, TakesSchema) = (Mentions(text, "tools"), Mentions(text, SchemaName));
        }
    }

    /// <summary>Whether the template reads <c>tools</c>.</summary>
    public bool TakesTools { get; }

    /// <summary>Whether the template reads <c>json_schema</c>, our name for the form of an answer.</summary>
    public bool TakesSchema { get; }

    /// <summary>Where the frame of a conversation comes from.</summary>
    public string TemplateOrigin => template switch
    {
        null => "chatml (the file has no template)",
        { IsOk: true } => "file",
        { } failed => $"unusable: {failed.Problem.Message}",
    };

    /// <summary>Tokens of whichever of the three kinds of prompt the request carries.</summary>
    public Result<int[]> Build(GenerationRequest request) => request switch
    {
        { Messages.Count: 0 } => Problem.Invalid("The conversation has no message.", "messages"),
        { Tools: not null } when !TakesTools => Problem.Unsupported("tools", "This model's chat template has no place for tools."),
        { AnswerSchema: not null } when !TakesSchema => Problem.Unsupported("response_format", "This model's chat template has no place for a schema."),
        { Messages: { } messages, Text: null, Tokens: null } => Conversation(messages, request),
        { Messages: null, Text: { } text, Tokens: null } => Text(text),
        { Messages: null, Text: null, Tokens: { } tokens } => Tokens(tokens),
        _ => Problem.Invalid("A request carries exactly one of messages, text and tokens."),
    };

    /// <summary>Tokens of a plain text, with the model's own frame.</summary>
    public Result<int[]> Text(string text)
    {
        var tokens = tokenizer.Encode(text, new EncodeOptions(AddSpecial: true, ParseSpecial: false));
        return tokens.Length > 0 ? tokens : Problem.Invalid("The prompt is empty.", "prompt");
    }

    private static bool Mentions(Result<string> source, string name) => source is { IsOk: true } && source.Value.Contains(name, StringComparison.Ordinal);

    private Result<int[]> Conversation(IReadOnlyList<PromptMessage> messages, GenerationRequest request) => template is { } own
        ? own.Then(parsed => parsed.Render(Arguments(messages, request))).Then<int[]>(prompt => Encode([.. prompt.Segments.Select(Segment)]))
        : Encode(ChatMlPrompt.Render(messages));

    private static TextSegment Segment(TemplateSegment segment) => new(segment.Text, segment.Trusted);

    private TemplateArguments Arguments(IReadOnlyList<PromptMessage> messages, GenerationRequest request) => TemplateArguments.ForMessages(messages) with
    {
        Tools = request.Tools,
        Extra = request.AnswerSchema is { } schema ? new Dictionary<string, JsonElement> { [SchemaName] = schema } : [],
        BosToken = Spelled(tokenizer.BosId),
        EosToken = Spelled(tokenizer.EosId),
        Clock = time,
    };

    private string? Spelled(int? id) => id is { } known ? tokenizer.TokenText(known) : null;

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
    private int[] Encode(List<TextSegment> segments)
    {
        var tokens = tokenizer.EncodeSegments(segments, addSpecial: false);
        return tokenizer.Special is { AddBos: true, Bos: { } bos } && (tokens.Length == 0 || tokens[0] != bos) ? [bos, .. tokens] : tokens;
    }
}
