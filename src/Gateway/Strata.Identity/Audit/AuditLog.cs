using System.Data.Common;
using Strata.Core.Storage;
using Strata.Core.Tenancy;

namespace Strata.Identity.Audit;

/// <summary>
/// Who did what, in one chain over the whole installation: each link has the hash of the one before. Written in the transaction of
/// the change itself, so that neither is without the other. Read by organisation; verified as a whole.
/// </summary>
public sealed class AuditLog
{
    private const int DetailsMax = 4_000;
    private const int PageMax = 1_000;
    private readonly IDatabase database;
    private readonly AuditTable table;
    private readonly AuditChain chain;
    private readonly TimeProvider time;

    /// <summary>The chain of a database under a secret that the database does not hold.</summary>
    public AuditLog(IDatabase database, TimeProvider time, byte[] secret)
    {
        this.database = database;
        this.time = time;
        table = new AuditTable(database);
        chain = new AuditChain(secret);
    }

    /// <summary>Adds a link in the transaction of the change it tells of.</summary>
    public async ValueTask AppendAsync(DbConnection connection, DbTransaction transaction, Caller by, AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(entry);
        var (number, previous) = await AuditTable.LockHeadAsync(connection, transaction, cancellationToken);
        var link = new AuditRecord
        {
            Number = number,
            At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
            Organization = by.Organization,
            Project = by.Project,
            Actor = by.KeyId,
            ActorName = by.KeyName,
            Action = entry.Action,
            Target = entry.Target,
            Details = entry.Details.Length > DetailsMax ? entry.Details[..DetailsMax] : entry.Details,
            Previous = previous,
            Hash = "",
        };
        await AuditTable.InsertAsync(connection, transaction, link with { Hash = chain.HashOf(link) }, cancellationToken);
    }

    /// <summary>Adds a link of its own, for a change that has no transaction here.</summary>
    public async ValueTask AppendAsync(Caller by, AuditEntry entry, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                await AppendAsync(connection, transaction, by, entry, token);
                return true;
            },
            cancellationToken);

    /// <summary>Links of an organisation, the newest first.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="before">Only links before this number; <see cref="long.MaxValue"/> for the newest.</param>
    /// <param name="action">Only this action; null for all.</param>
    /// <param name="count">At most this many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public ValueTask<IReadOnlyList<AuditRecord>> ListAsync(string organization, long before, string? action, int count, CancellationToken cancellationToken) =>
        table.ListAsync(organization, before, action, Math.Clamp(count, 1, PageMax), cancellationToken);

    /// <summary>Reads the whole chain and computes every link anew.</summary>
    public async ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        // The end is read first: links that are written meanwhile lie past it.
        var (last, hash) = await table.HeadAsync(cancellationToken);
        var expected = 1L;
        var previous = AuditChain.Start;
        while (expected <= last)
        {
            var links = await table.ReadAsync(expected - 1, PageMax, cancellationToken);
            foreach (var link in links.TakeWhile(l => l.Number <= last))
            {
                if (link.Number != expected)
                {
                    return new AuditVerdict(expected - 1, expected, $"Link {expected} is missing; after {expected - 1} comes {link.Number}.");
                }

                if (link.Previous != previous || chain.HashOf(link) != link.Hash)
                {
                    return new AuditVerdict(expected - 1, expected, $"Link {expected} is not as it was written.");
                }

                previous = link.Hash;
                expected++;
            }

            if (links.Count == 0)
            {
                return new AuditVerdict(expected - 1, expected, $"The chain should end at {last}, but link {expected} and what follows are missing.");
            }
        }

        return previous == hash ? new AuditVerdict(last, null, "") : new AuditVerdict(last, last, "The kept end of the chain has another hash than the last link.");
    }
}
