using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>The keys of a project. The gateway's key store answers; tests answer from a list.</summary>
internal interface IKeyDesk
{
    /// <summary>Keys, newest first.</summary>
    IReadOnlyList<KeyRow> List(string project);

    /// <summary>Makes a key in the caller's project.</summary>
    ValueTask<Result<NewKey>> CreateAsync(Caller by, KeyWish wish, CancellationToken cancellationToken);

    /// <summary>Revokes a key of the caller's project; nobody revokes a key that may do more than theirs.</summary>
    ValueTask<Result<KeyRow>> RevokeAsync(Caller by, string id, CancellationToken cancellationToken);
}
