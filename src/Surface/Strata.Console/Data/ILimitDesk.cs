using Strata.Budgets.Rules;
using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>Limits that people edit. The gateway's store of rules answers; tests answer from a list.</summary>
internal interface ILimitDesk
{
    /// <summary>Whether limits are edited here.</summary>
    bool CanEdit { get; }

    /// <summary>The edited limits of the caller's organisation, by name.</summary>
    IReadOnlyList<LimitRule> Rules(Caller caller);

    /// <summary>Makes a limit in the caller's organisation, or replaces the one of its name.</summary>
    ValueTask<Result<LimitRule>> PutAsync(Caller by, LimitRule rule, CancellationToken cancellationToken);

    /// <summary>Takes one away.</summary>
    ValueTask<Result<Done>> RemoveAsync(Caller by, string id, CancellationToken cancellationToken);
}
