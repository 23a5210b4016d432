using Strata.Caching.Semantic;
using Strata.Core.Generation;

namespace Strata.Server.Joins;

/// <summary>Vectors from a model of this process. A model that is not there, or too busy, gives none: the caller goes on without.</summary>
internal sealed class HostEmbedder(IModelHost host, string model) : ITextEmbedder
{
    /// <summary>The embedding model in the box.</summary>
    public const string InTheBox = "strata-tiny-embed";

    public string Name => model;

    public async ValueTask<float[]?> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        if (!(await host.OpenAsync(model, cancellationToken)).Try(out var opened, out _))
        {
            return null;
        }

        await using (opened)
        {
            try
            {
                return opened is IEmbeddingModel embedder && (await embedder.EmbedAsync(text, cancellationToken)).Try(out var embedded, out _) ? embedded.Vector : null;
            }
            catch (EngineOverloadedException)
            {
                return null;
            }
        }
    }
}
