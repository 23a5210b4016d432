using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>
/// What engines say of their caches and queues, where one can be asked. Of an engine that is not known here the router goes by what it sent there itself.
/// Asked while planning: from memory, no waiting.
/// </summary>
public interface IEngineSignals
{
    /// <summary>How a deployment stands; null where nothing is known of it.</summary>
    EngineSignal? Find(Deployment deployment, in RouteRequest request);
}
