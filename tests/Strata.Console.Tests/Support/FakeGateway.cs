using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Console.Data;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Guard.Options;
using Strata.Identity.Audit;
using Strata.Identity.Tenants;
using Strata.Ledger.Pricing;
using Strata.Routing.Health;
using Strata.Routing.Options;

namespace Strata.Console.Tests.Support;

/// <summary>What the gateway's pages read, as lists, and what their forms wrote.</summary>
internal sealed class FakeGateway : IProviderDesk, IBudgetDesk, IDirectoryDesk, IPriceBookDesk, ICacheDesk, IGuardDesk, IAuditDesk, ILimitDesk
{
    public List<ProviderRow> ProviderRows { get; } = [];

    public List<DeploymentView> DeploymentViews { get; } = [];

    public List<RouteOptions> RouteRows { get; } = [];

    public List<BudgetView> BudgetViews { get; } = [];

    public List<Team> TeamRows { get; } = [];

    public List<User> UserRows { get; } = [];

    public List<TeamMember> MemberRows { get; } = [];

    public List<PriceEntry> PriceRows { get; } = [];

    public Dictionary<string, GuardPolicyOptions> PolicyRows { get; } = [];

    public List<AuditRecord> AuditRows { get; } = [];

    public AuditVerdict Verdict { get; set; } = new(0, null, "");

    public CacheFigures? CacheNow { get; set; }

    public List<string?> Purges { get; } = [];

    public string Version => "1f0c9a7be210";

    public bool CanEdit { get; set; } = true;

    public IReadOnlyList<ProviderRow> Providers() => ProviderRows;

    public IReadOnlyList<DeploymentView> Deployments(Caller caller) => caller.Is(Role.Owner) ? DeploymentViews : [.. DeploymentViews.Select(d => d with { Credentials = [] })];

    public IReadOnlyList<RouteOptions> Routes(Caller caller) => caller.Is(Role.Owner) ? RouteRows : [.. RouteRows.Select(r => r with { When = [] })];

    public IReadOnlyList<BudgetView> List(Caller caller) => BudgetViews;

    public IReadOnlyList<Team> Teams(Caller caller) => [.. TeamRows.Where(t => caller.Is(Role.Admin) || t.Id == caller.Project)];

    public IReadOnlyList<User> Users(Caller caller) => UserRows;

    public IReadOnlyList<TeamMember> Members(string team) => [.. MemberRows.Where(m => m.Team == team)];

    public ValueTask<Result<Team>> CreateTeamAsync(Caller by, string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
        {
            return new(Problem.Invalid("A name has 1 to 100 characters.", "name"));
        }

        TeamRows.Add(new Team($"prj_{TeamRows.Count}", by.Organization, name, ConsoleHost.Now));
        return new(TeamRows[^1]);
    }

    public ValueTask<Result<Team>> ArchiveTeamAsync(Caller by, string id, bool archived, CancellationToken cancellationToken)
    {
        var at = TeamRows.FindIndex(t => t.Id == id);
        TeamRows[at] = TeamRows[at] with { ArchivedAt = archived ? ConsoleHost.Now : null };
        return new(TeamRows[at]);
    }

    public ValueTask<Result<User>> CreateUserAsync(Caller by, UserWish wish, CancellationToken cancellationToken)
    {
        UserRows.Add(new User { Id = $"usr_{UserRows.Count}", Organization = by.Organization, Name = wish.Name, Email = wish.Email, Role = wish.Role });
        return new(UserRows[^1]);
    }

    public ValueTask<Result<User>> LockUserAsync(Caller by, string id, bool locked, CancellationToken cancellationToken)
    {
        var at = UserRows.FindIndex(u => u.Id == id);
        UserRows[at] = UserRows[at] with { DisabledAt = locked ? ConsoleHost.Now : null };
        return new(UserRows[at]);
    }

    public IReadOnlyList<PriceEntry> Entries(Caller caller) => PriceRows;

    public ValueTask<Result<Done>> SetAsync(Caller by, string model, DateTimeOffset from, PriceOptions prices, CancellationToken cancellationToken)
    {
        PriceRows.Add(new PriceEntry { Model = model, Contract = "org:" + by.Organization, Source = PriceSource.Edited, ValidFrom = from, Prices = prices });
        return new(Done.Value);
    }

    public List<LimitRule> LimitRules { get; } = [];

    bool ILimitDesk.CanEdit => true;

    public IReadOnlyList<LimitRule> Rules(Caller caller) => LimitRules;

    public ValueTask<Result<LimitRule>> PutAsync(Caller by, LimitRule rule, CancellationToken cancellationToken)
    {
        if (RuleCheck.Check(rule) is { } problem)
        {
            return new(problem);
        }

        LimitRules.RemoveAll(r => r.Id == rule.Id);
        LimitRules.Add(rule);
        return new(rule);
    }

    public ValueTask<Result<Done>> RemoveAsync(Caller by, string id, CancellationToken cancellationToken) =>
        new(LimitRules.RemoveAll(r => r.Id == id) > 0 ? Done.Value : Problem.NotFound($"There is no limit '{id}' to take away here.", "id"));

    public CacheFigures? Figures(Caller caller) => CacheNow;

    public ValueTask<Result<int>> PurgeAsync(Caller by, string? model, CancellationToken cancellationToken)
    {
        Purges.Add(model);
        return new(3);
    }

    public IReadOnlyDictionary<string, GuardPolicyOptions> Policies() => PolicyRows;

    public ValueTask<IReadOnlyList<AuditRecord>> ListAsync(Caller caller, long before, string? action, int count, CancellationToken cancellationToken) =>
        new([.. AuditRows.Where(a => a.Number < before && (action is null || a.Action == action)).OrderByDescending(a => a.Number).Take(count)]);

    public ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellationToken) => new(Verdict);
}
