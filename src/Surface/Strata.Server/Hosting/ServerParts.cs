using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Server.Configuration;
using Strata.Storage;

namespace Strata.Server.Hosting;

/// <summary>What stands before the services are made.</summary>
internal sealed record ServerParts
{
    public required ModuleSet Modules { get; init; }

    public required DataFolder Folder { get; init; }

    public required StorageSet Storage { get; init; }

    public required TimeProvider Time { get; init; }

    public required IIdSource Ids { get; init; }

    /// <summary>The configuration in force.</summary>
    public required Live<ConfigReport> InForce { get; init; }

    public required StartFacts Start { get; init; }

    public required Stream Log { get; init; }
}
