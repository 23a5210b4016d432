using Strata.Budgets.Rules;
using Strata.Budgets.Storage;
using Strata.Console.Data;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Console.Sources;

/// <summary>The rules of the caller's organisation; each change is in the audit chain before it is made.</summary>
internal sealed class StoredLimits(RuleStore? rules, AuditLog audit) : ILimitDesk
{
    public bool CanEdit => rules is not null;

    public IReadOnlyList<LimitRule> Rules(Caller caller) => rules is null ? [] : [.. rules.List(caller.Organization).OrderBy(r => r.Id, StringComparer.Ordinal)];

    public async ValueTask<Result<LimitRule>> PutAsync(Caller by, LimitRule rule, CancellationToken cancellationToken)
    {
        var own = rule with { Organization = by.Organization };
        if (rules is null)
        {
            return Elsewhere();
        }

        if (RuleCheck.Check(own) is { } problem)
        {
            return problem;
        }

        var details = FormattableString.Invariant($"{LimitWords.Of(own.Scope.Kind)} {own.Scope.Id}: {own.Amount} {LimitWords.Of(own.Unit)} in {own.Window}, {LimitWords.Of(own.Mode)}");
        await audit.AppendAsync(by, new AuditEntry("limit.put", own.Id, details), cancellationToken);
        return await rules.PutAsync(own, cancellationToken);
    }

    public async ValueTask<Result<Done>> RemoveAsync(Caller by, string id, CancellationToken cancellationToken)
    {
        if (rules is null)
        {
            return Elsewhere();
        }

        if (rules.List(by.Organization).Any(r => r.Id == id))
        {
            await audit.AppendAsync(by, new AuditEntry("limit.remove", id), cancellationToken);
        }

        return await rules.RemoveAsync(by.Organization, id, cancellationToken);
    }

    private static Problem Elsewhere() => Problem.Invalid("Limits are not edited here: set them in the configuration.");
}
