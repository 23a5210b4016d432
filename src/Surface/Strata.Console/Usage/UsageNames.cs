using Strata.Console.Data;
using Strata.Core.Tenancy;
using Strata.Ledger.Queries;

namespace Strata.Console.Usage;

/// <summary>The names, for people, of what the ledger knows by id.</summary>
internal sealed class UsageNames(IKeyDesk keys, IDirectoryDesk directory, Caller caller)
{
    private readonly Dictionary<string, string> names = Read(keys, directory, caller);

    /// <summary>The name of a group's value; what there is none of is <c>none</c>.</summary>
    public string Of(UsageGroup group, string value) =>
        value.Length == 0 ? "none"
        : group is UsageGroup.Key or UsageGroup.Project or UsageGroup.Team or UsageGroup.User ? names.GetValueOrDefault(value, value)
        : value;

    private static Dictionary<string, string> Read(IKeyDesk keys, IDirectoryDesk directory, Caller caller)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in caller.Is(Role.Admin) ? keys.ListAll(caller.Organization) : keys.List(caller.Project))
        {
            names[key.Id] = key.Name;
        }

        foreach (var team in directory.Teams(caller))
        {
            names[team.Id] = team.Name;
        }

        foreach (var user in directory.Users(caller))
        {
            names[user.Id] = user.Name;
        }

        return names;
    }
}
