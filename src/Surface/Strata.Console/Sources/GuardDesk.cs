using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Guard.Options;

namespace Strata.Console.Sources;

/// <summary>The guard policies of the configuration.</summary>
internal sealed class GuardDesk(Live<GatewayOptions> options) : IGuardDesk
{
    public IReadOnlyDictionary<string, GuardPolicyOptions> Policies() => options.Current.Guard.Policies;
}
