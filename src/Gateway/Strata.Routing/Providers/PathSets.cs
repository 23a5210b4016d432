using System.Collections.Frozen;

namespace Strata.Routing.Providers;

/// <summary>The paths that many kinds share.</summary>
internal static class PathSets
{
    public static readonly (Operation, string)[] Chat = [(Operation.ChatCompletions, "chat/completions"), (Operation.Models, "models")];

    public static readonly (Operation, string)[] Text = [.. Chat, (Operation.Completions, "completions")];

    public static readonly (Operation, string)[] Embed = [(Operation.Embeddings, "embeddings")];

    public static readonly (Operation, string)[] Responses = [(Operation.Responses, "responses")];

    public static readonly (Operation, string)[] Rerank = [(Operation.Rerank, "rerank")];

    public static readonly (Operation, string)[] Images = [(Operation.ImageGenerations, "images/generations"), (Operation.ImageEdits, "images/edits")];

    public static readonly (Operation, string)[] Hearing =
        [(Operation.AudioTranscriptions, "audio/transcriptions"), (Operation.AudioTranslations, "audio/translations")];

    public static readonly (Operation, string)[] Audio = [(Operation.AudioSpeech, "audio/speech"), .. Hearing];

    public static readonly (Operation, string)[] Batches = [(Operation.Files, "files"), (Operation.Batches, "batches")];

    public static readonly (Operation, string)[] Messages = [(Operation.Messages, "messages"), (Operation.StreamMessages, "messages")];

    public static readonly (Operation, string)[] CountedMessages = [.. Messages, (Operation.CountTokens, "messages/count_tokens")];

    public static readonly (Operation, string)[] Gemini =
    [
        (Operation.GenerateContent, "models/{model}:generateContent"),
        (Operation.StreamGenerateContent, "models/{model}:streamGenerateContent?alt=sse"),
        (Operation.CountContentTokens, "models/{model}:countTokens"),
        (Operation.EmbedContent, "models/{model}:embedContent"),
    ];

    /// <summary>Everything in OpenAI's API.</summary>
    public static readonly (Operation, string)[] OpenAi =
        [.. Text, .. Responses, .. Embed, (Operation.Moderations, "moderations"), .. Images, .. Audio, .. Batches];

    /// <summary>Joins sets; of an operation named twice the last path holds.</summary>
    public static FrozenDictionary<Operation, string> Of(params (Operation Operation, string Path)[][] sets)
    {
        var paths = new Dictionary<Operation, string>();
        foreach (var (operation, path) in sets.SelectMany(s => s))
        {
            paths[operation] = path;
        }

        return paths.ToFrozenDictionary();
    }
}
