using Strata.Core.Identity;
using Strata.Core.Storage;

namespace Strata.Identity;

/// <summary>What the stores of identities stand on.</summary>
/// <param name="Database">Where rows are kept.</param>
/// <param name="Feed">How other processes hear of changes.</param>
/// <param name="Ids">Makes ids.</param>
/// <param name="Time">The clock.</param>
public sealed record IdentityStorage(IDatabase Database, IChangeFeed Feed, IIdSource Ids, TimeProvider Time);
