using Strata.Dialects;
using Strata.Gateway.Calls;
using Strata.Routing.Providers;

namespace Strata.Gateway.Exchanges;

/// <summary>How a deployment is asked: in which dialect, at which operation, and whether the caller's bytes go there as they are.</summary>
/// <param name="Source">The dialect of the provider.</param>
/// <param name="Operation">What is asked of it.</param>
/// <param name="IsWire">Whether request and answer pass as bytes.</param>
internal readonly record struct TextPath(IDialect Source, Operation Operation, bool IsWire)
{
    /// <summary>The best way to ask; null where the deployment cannot be asked this.</summary>
    public static TextPath? Find(CallerRequest request, Deployment deployment, DialectTable dialects, bool mustTranslate)
    {
        var surface = request.Surface;
        var own = surface.At(request.Stream);
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
