namespace Strata.Routing.Providers;

/// <summary>Clouds that host several makers' models: addresses with resources, regions and projects in them.</summary>
internal static class CloudKinds
{
    private const string Vertex = "projects/{project}/locations/{location}/publishers/google/models/{model}:";
    private const string VertexClaude = "projects/{project}/locations/{location}/publishers/anthropic/models/";

    public static readonly ProviderKind[] All =
    [
        new()
        {
            Name = "azure", Title = "Azure OpenAI", Auth = AuthStyle.AzureApiKey, DefaultApiVersion = "2024-10-21",
            Dialects = ["openai.chat", "openai.responses", "openai.completions"],
            Paths = PathSets.Of(
            [
                (Operation.ChatCompletions, Deployed("chat/completions")), (Operation.Completions, Deployed("completions")),
                (Operation.Embeddings, Deployed("embeddings")), (Operation.ImageGenerations, Deployed("images/generations")),
                (Operation.ImageEdits, Deployed("images/edits")), (Operation.AudioSpeech, Deployed("audio/speech")),
                (Operation.AudioTranscriptions, Deployed("audio/transcriptions")), (Operation.AudioTranslations, Deployed("audio/translations")),
                (Operation.Responses, "openai/v1/responses"), (Operation.Models, "openai/models?api-version={api_version}"),
                (Operation.Files, "openai/files?api-version={api_version}"), (Operation.Batches, "openai/batches?api-version={api_version}"),
            ]),
        },
        new()
        {
            Name = "azure-v1", Title = "Azure OpenAI, version-less API", Auth = AuthStyle.AzureApiKey, VersionSegment = "openai/v1",
            Dialects = ["openai.chat", "openai.responses", "openai.completions"], Paths = PathSets.Of(PathSets.OpenAi),
        },
        new()
        {
            Name = "vertex", Title = "Google Vertex AI", DefaultUrl = "https://{location}-aiplatform.googleapis.com/v1", VersionSegment = "v1",
            Auth = AuthStyle.ServiceAccount, Dialects = ["gemini"], Needs = ["project", "location"], Quirks = new() { ModelInPath = true },
            Paths = PathSets.Of(
            [
                (Operation.GenerateContent, Vertex + "generateContent"), (Operation.StreamGenerateContent, Vertex + "streamGenerateContent?alt=sse"),
                (Operation.CountContentTokens, Vertex + "countTokens"), (Operation.EmbedContent, Vertex + "embedContent"),
                (Operation.ChatCompletions, "projects/{project}/locations/{location}/endpoints/openapi/chat/completions"),
            ]),
        },
        new()
        {
            Name = "vertex-anthropic", Title = "Anthropic on Google Vertex AI", DefaultUrl = "https://{location}-aiplatform.googleapis.com/v1", VersionSegment = "v1",
            Auth = AuthStyle.ServiceAccount, Dialects = ["anthropic"], Needs = ["project", "location"],
            Quirks = new() { ModelInPath = true, AnthropicBodyVersion = "vertex-2023-10-16" },
            Paths = PathSets.Of(
            [
                (Operation.Messages, VertexClaude + "{model}:rawPredict"), (Operation.StreamMessages, VertexClaude + "{model}:streamRawPredict"),
                (Operation.CountTokens, VertexClaude + "count-tokens:rawPredict"),
            ]),
        },
        new()
        {
            Name = "bedrock", Title = "Amazon Bedrock", DefaultUrl = "https://bedrock-runtime.{region}.amazonaws.com", Auth = AuthStyle.SigV4,
            Dialects = ["bedrock"], Needs = ["region"], Quirks = new() { ModelInPath = true },
            Paths = PathSets.Of([(Operation.Converse, "model/{model}/converse"), (Operation.ConverseStream, "model/{model}/converse-stream")]),
        },
    ];

    private static string Deployed(string path) => $"openai/deployments/{{model}}/{path}?api-version={{api_version}}";
}
