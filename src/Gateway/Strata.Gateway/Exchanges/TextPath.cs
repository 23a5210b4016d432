using Strata.Dialects;
using Strata.Dialects.Tasks;
using Strata.Gateway.Calls;
using Strata.Routing.Providers;

namespace Strata.Gateway.Exchanges;

/// <summary>How a deployment is asked: in which dialect, at which operation, and whether the caller's bytes go there as they are.</summary>
/// <param name="Source">The dialect of the provider, which also reads its refusals.</param>
/// <param name="Operation">What is asked of it.</param>
/// <param name="IsWire">Whether request and answer pass as bytes.</param>
internal readonly record struct TextPath(IDialect Source, Operation Operation, bool IsWire)
{
    /// <summary>The dialect of vectors that is translated to; null where none is.</summary>
    public IEmbeddingDialect? Embeds { get; private init; }

    /// <summary>The best way to ask; null where the deployment cannot be asked this.</summary>
    public static TextPath? Find(CallerRequest request, Deployment deployment, DialectTable dialects, bool mustTranslate)
    {
        var surface = request.Surface;
        var own = surface.At(request.Stream);
        if (surface.Embeds is not null)
        {
            return OfVectors(request, deployment);
        }

        if (surface.Dialect is not { } dialect)
        {
            return deployment.Offers(own) ? new TextPath(surface.Errors, own, IsWire: true) : null;
        }

        if (Speaks(deployment, dialect.Name) && deployment.Offers(own))
        {
            return new TextPath(dialect, own, IsWire: dialect.Wire is not null && !mustTranslate);
        }

        foreach (var name in deployment.Dialects)
        {
            if (dialects.Find(name) is { } other && Operations.OfDialect(name, request.Stream) is { } operation && deployment.Offers(operation))
            {
                return new TextPath(other, operation, IsWire: false);
            }
        }

        return null;
    }

    private static TextPath? OfVectors(CallerRequest request, Deployment deployment)
    {
        var surface = request.Surface;
        if (surface.IsWired && deployment.Offers(surface.Plain))
        {
            return new TextPath(surface.Errors, surface.Plain, IsWire: true);
        }

        return deployment.Offers(Operation.Embeddings) ? Of(surface.Errors, Operation.Embeddings, OpenAiEmbeddings.Instance)
            : deployment.Offers(Operation.EmbedContent) ? Of(surface.Errors, Operation.EmbedContent, GeminiEmbeddings.Instance)
            : deployment.Offers(Operation.OllamaEmbed) ? Of(surface.Errors, Operation.OllamaEmbed, OllamaEmbeddings.Instance)
            : null;
    }

    private static TextPath Of(IDialect errors, Operation operation, IEmbeddingDialect embeds) => new(errors, operation, IsWire: false) { Embeds = embeds };

    private static bool Speaks(Deployment deployment, string dialect)
    {
        for (var i = 0; i < deployment.Dialects.Count; i++)
        {
            if (deployment.Dialects[i] == dialect)
            {
                return true;
            }
        }

        return false;
    }
}
