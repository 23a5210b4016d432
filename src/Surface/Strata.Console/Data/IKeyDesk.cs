using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>The keys of a project. The gateway's key store answers; tests answer from a list.</summary>
internal interface IKeyDesk
{
    /// <summary>Keys, newest first.</summary>
    IReadOnlyList<KeyRow> List(string project);

    /// <summary>Keys of all teams of an organisation, newest first: for its administrators.</summary>
    IReadOnlyList<KeyRow> ListAll(string organization);

    /// <summary>Makes a key in the caller's project, or in another team of the organisation.</summary>
    ValueTask<Result<NewKey>> CreateAsync(Caller by, KeyWish wish, CancellationToken cancellationToken);

    /// <summary>Gives a key a new secret; the old one holds on for a while.</summary>
    ValueTask<Result<NewKey>> RotateAsync(Caller by, string id, TimeSpan overlap, CancellationToken cancellationToken);

    /// <summary>Revokes a key that the caller reaches; nobody revokes a key that may do more than theirs.</summary>
    ValueTask<Result<KeyRow>> RevokeAsync(Caller by, string id, CancellationToken cancellationToken);
}
