namespace Strata.Tests.Shared.Upstream;

/// <summary>What the scripted provider was asked in; the path tells.</summary>
internal enum UpstreamDialect
{
    Chat,
    Completions,
    Embeddings,
    Responses,
    Messages,
    Gemini,
}
