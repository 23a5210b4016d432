using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>What own engines say of their caches and queues. Asked while planning: from memory, no waiting.</summary>
public interface IEngineSignals
{
    /// <summary>How a deployment stands; null where nothing is known of it.</summary>
    EngineSignal? Find(Deployment deployment, in RouteRequest request);
}
