using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Tenants;

namespace Strata.Console.Data;

/// <summary>Teams and people of an organisation. The gateway's directory answers; tests answer from lists.</summary>
internal interface IDirectoryDesk
{
    /// <summary>The teams a caller may see: administrators all of their organisation, others their own.</summary>
    IReadOnlyList<Team> Teams(Caller caller);

    /// <summary>The people a caller may see: administrators all of their organisation, others those of their team.</summary>
    IReadOnlyList<User> Users(Caller caller);

    /// <summary>Who is in a team.</summary>
    IReadOnlyList<TeamMember> Members(string team);

    /// <summary>Makes a team.</summary>
    ValueTask<Result<Team>> CreateTeamAsync(Caller by, string name, CancellationToken cancellationToken);

    /// <summary>Puts a team away with its keys, or takes it back.</summary>
    ValueTask<Result<Team>> ArchiveTeamAsync(Caller by, string id, bool archived, CancellationToken cancellationToken);

    /// <summary>Makes a person.</summary>
    ValueTask<Result<User>> CreateUserAsync(Caller by, UserWish wish, CancellationToken cancellationToken);

    /// <summary>Locks a person out with all keys, or lets them in again.</summary>
    ValueTask<Result<User>> LockUserAsync(Caller by, string id, bool locked, CancellationToken cancellationToken);
}
