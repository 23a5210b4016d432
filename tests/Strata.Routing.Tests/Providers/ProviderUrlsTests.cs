using Strata.Routing.Providers;

namespace Strata.Routing.Tests.Providers;

public sealed class ProviderUrlsTests
{
    [Theory]
    [InlineData("openai", null, Operation.ChatCompletions, "https://api.openai.com/v1/chat/completions")]
    [InlineData("openai", "http://h:1", Operation.AudioTranscriptions, "http://h:1/v1/audio/transcriptions")]
    [InlineData("openai-compatible", "http://h:1", Operation.ChatCompletions, "http://h:1/chat/completions")]
    [InlineData("openai-compatible", "http://h:1/x/v1/", Operation.Rerank, "http://h:1/x/v1/rerank")]
    [InlineData("anthropic", null, Operation.CountTokens, "https://api.anthropic.com/v1/messages/count_tokens")]
    [InlineData("anthropic", "http://h:1", Operation.StreamMessages, "http://h:1/v1/messages")]
    [InlineData("anthropic", null, Operation.Batches, "https://api.anthropic.com/v1/messages/batches")]
    [InlineData("gemini", null, Operation.GenerateContent, "https://generativelanguage.googleapis.com/v1beta/models/org%2Fm%3A1:generateContent")]
    [InlineData("gemini", null, Operation.StreamGenerateContent, "https://generativelanguage.googleapis.com/v1beta/models/org%2Fm%3A1:streamGenerateContent?alt=sse")]
    [InlineData("azure", "https://r.openai.azure.com", Operation.ChatCompletions, "https://r.openai.azure.com/openai/deployments/org%2Fm%3A1/chat/completions?api-version=2024-10-21")]
    [InlineData("azure", "https://r.openai.azure.com", Operation.Responses, "https://r.openai.azure.com/openai/v1/responses")]
    [InlineData("azure-v1", "https://r.openai.azure.com", Operation.ChatCompletions, "https://r.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("vertex", null, Operation.GenerateContent, "https://eu-1-aiplatform.googleapis.com/v1/projects/p/locations/eu-1/publishers/google/models/org%2Fm%3A1:generateContent")]
    [InlineData("vertex-anthropic", null, Operation.StreamMessages, "https://eu-1-aiplatform.googleapis.com/v1/projects/p/locations/eu-1/publishers/anthropic/models/org%2Fm%3A1:streamRawPredict")]
    [InlineData("bedrock", null, Operation.ConverseStream, "https://bedrock-runtime.us-east-1.amazonaws.com/model/org%2Fm%3A1/converse-stream")]
    [InlineData("cohere", null, Operation.Rerank, "https://api.cohere.com/v2/rerank")]
    [InlineData("deepseek", null, Operation.Messages, "https://api.deepseek.com/anthropic/v1/messages")]
    [InlineData("groq", null, Operation.ChatCompletions, "https://api.groq.com/openai/v1/chat/completions")]
    [InlineData("ollama", null, Operation.OllamaChat, "http://127.0.0.1:11434/api/chat")]
    [InlineData("ollama", "http://h:1", Operation.ChatCompletions, "http://h:1/v1/chat/completions")]
    [InlineData("tgi", "http://h:1", Operation.Rerank, null)]
    public void Each_kind_has_its_paths(string kind, string? url, Operation operation, string? expected)
    {
        var provider = Make(kind, url);
        Assert.Equal(expected, ProviderUrls.Of(provider, operation, "org/m:1")?.AbsoluteUri);
    }

    [Fact]
    public void What_follows_a_path_stands_before_its_query()
    {
        var azure = Make("azure", "https://r.openai.azure.com");
        Assert.Equal("https://r.openai.azure.com/openai/files/f-1/content?api-version=2024-10-21", ProviderUrls.Of(azure, Operation.Files, "", "/f-1/content")!.AbsoluteUri);
        Assert.Equal("https://r.openai.azure.com/openai/batches?limit=2&api-version=2024-10-21", ProviderUrls.Of(azure, Operation.Batches, "", "?limit=2")!.AbsoluteUri);
    }

    [Fact]
    public void The_global_location_has_no_prefix() =>
        Assert.Equal("https://aiplatform.googleapis.com/v1/", ProviderUrls.Base(ProviderKinds.Find("vertex")!, null, "", "global")!.AbsoluteUri);

    [Fact]
    public void Every_dialect_of_every_kind_has_a_path()
    {
        foreach (var kind in ProviderKinds.All)
        {
            Assert.NotEmpty(kind.Dialects);
            foreach (var dialect in kind.Dialects)
            {
                Assert.All([false, true], stream => Assert.True(kind.Paths.ContainsKey(Operations.OfDialect(dialect, stream)!.Value), $"{kind.Name} {dialect}"));
            }
        }
    }

    private static Provider Make(string name, string? url)
    {
        var kind = ProviderKinds.Find(name)!;
        return new Provider
        {
            Name = "p", Kind = kind, Url = ProviderUrls.Base(kind, url, "us-east-1", "eu-1")!, Credentials = [Credential.None], Dialects = kind.Dialects,
            Project = "p", Location = "eu-1", Region = "us-east-1", ApiVersion = kind.DefaultApiVersion ?? "",
        };
    }
}
