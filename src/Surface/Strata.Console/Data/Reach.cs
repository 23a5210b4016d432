using Strata.Core.Tenancy;
using Strata.Traces.Queries;
using Strata.Traces.Spans;

namespace Strata.Console.Data;

/// <summary>
/// Whose requests someone looks at: those of a project, of one key of it, or, for an administrator, of another team or of all teams of
/// the organisation.
/// </summary>
/// <param name="Project">The project; null is every project of the organisation.</param>
/// <param name="Organization">Set where more than the own project is looked at: nothing of another organisation is ever in reach.</param>
/// <param name="KeyId">Only this key's; null is every key's.</param>
public sealed record Reach(string? Project, string? Organization, string? KeyId)
{
    /// <summary>What stands in a URL for every team.</summary>
    public const string Every = "*";

    /// <summary>The organisation of who looks.</summary>
    public string Home { get; init; } = "";

    /// <summary>What a caller may see, as far as asked: another team, or <see cref="Every"/>, is for administrators, for others it is their own.</summary>
    public static Reach Of(Caller caller, string? team) =>
        !caller.Is(Role.Admin) || team is null || team == caller.Project ? new(caller.Project, null, caller.Role == Role.Service ? caller.KeyId : null) { Home = caller.Organization }
        : new(team == Every ? null : team, caller.Organization, null) { Home = caller.Organization };

    /// <summary>The scope of the traces of one of the requests in reach.</summary>
    internal TraceScope Traces(string project) => new(new Tenant(Home, project.Length > 0 ? project : Project ?? ""), KeyId);
}
