using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Configuration;
using Strata.Core.Storage;

namespace Strata.Http;

/// <summary>
/// What a module shows the server: its name, the part of the configuration it reads, its schema, its services and its endpoints.
/// The order of a start is: configure, migrate, add, map, then the hosted services it added.
/// </summary>
public interface IStrataModule
{
    /// <summary>The name used by <c>--targets</c> and as the module's section in <c>strata.yaml</c>.</summary>
    string Name { get; }

    /// <summary>The module's numbered schema steps.</summary>
    IReadOnlyList<Migration> Migrations { get; }

    /// <summary>
    /// Reads and validates the module's section. Called at start and at each reload, also only to check or to describe; it must
    /// have no effect.
    /// </summary>
    /// <returns>What puts this configuration in force; called only when no module found an error.</returns>
    Action Configure(ConfigReader section);

    /// <summary>Registers the module's services. Its configuration is in force already.</summary>
    void Add(IServiceCollection services);

    /// <summary>Maps the module's endpoints.</summary>
    void Map(IEndpointRouteBuilder endpoints);
}
