using Strata.Guard.Options;

namespace Strata.Console.Data;

/// <summary>The guard policies in force. The gateway answers; tests answer from a list.</summary>
internal interface IGuardDesk
{
    /// <summary>Policies by name.</summary>
    IReadOnlyDictionary<string, GuardPolicyOptions> Policies();
}
