using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Guard.Options;

namespace Strata.Console.Sources;

/// <summary>The guard policies of the configuration; none where the gateway runs without them.</summary>
internal sealed class GuardDesk(Live<GuardOptions>? options) : IGuardDesk
{
    public IReadOnlyDictionary<string, GuardPolicyOptions> Policies() => options?.Current.Policies ?? new GuardOptions().Policies;
}
