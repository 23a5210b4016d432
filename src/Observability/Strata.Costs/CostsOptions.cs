using Strata.Core.Configuration;
using Strata.Costs.Machines;

namespace Strata.Costs;

/// <summary>The <c>costs</c> section.</summary>
public sealed record CostsOptions
{
    /// <summary>Machines that serve own models.</summary>
    public IReadOnlyList<MachineOptions> Machines { get; init; } = [];

    internal static CostsOptions Read(ConfigReader section) => new()
    {
        Machines = section.List("machines", "Machines that serve own models, and what an hour of each costs.", MachineOptions.Read),
    };
}
