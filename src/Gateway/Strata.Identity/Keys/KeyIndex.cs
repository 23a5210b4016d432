using System.Collections.Concurrent;
using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>
/// All keys, by secret and by id. Readers take no lock and see each key as it was before a change or after it; one writer at a time puts a changed
/// key in its place, at a cost that does not depend on how many there are.
/// </summary>
internal sealed class KeyIndex
{
    private readonly ConcurrentDictionary<KeyHash, Entry> byHash;
    private readonly ConcurrentDictionary<string, Row> byId;
    private int count;

    public KeyIndex(IReadOnlyCollection<(KeyHash Hash, KeyHash? Old, KeyRecord Key)> keys)
    {
        byHash = new ConcurrentDictionary<KeyHash, Entry>(concurrencyLevel: 1, keys.Count);
        byId = new ConcurrentDictionary<string, Row>(concurrencyLevel: 1, keys.Count, StringComparer.Ordinal);
        foreach (var (hash, old, key) in keys)
        {
            Put(hash, old, key);
        }
    }

    public int Count => Volatile.Read(ref count);

    public IEnumerable<KeyRecord> All
    {
        get
        {
            foreach (var (_, row) in byId)
            {
                yield return row.Key;
            }
        }
    }

    public Entry? Find(KeyHash hash) => byHash.TryGetValue(hash, out var entry) ? entry : null;

    public KeyRecord? Find(string id) => byId.TryGetValue(id, out var row) ? row.Key : null;

    /// <summary>Puts a key in the place of what was known of it; secrets that are no longer its own hold no more.</summary>
    public void Put(KeyHash hash, KeyHash? old, KeyRecord key)
    {
        var isKnown = byId.TryGetValue(key.Id, out var before);
        var entry = new Entry(key, CallerOf(key), null);
        var kept = old is { } rotated && key.OldSecretUntil is { } until ? (Hash: rotated, Entry: entry with { Until = until }) : ((KeyHash Hash, Entry Entry)?)null;
        byId[key.Id] = new Row(key, hash, kept?.Hash);
        byHash[hash] = entry;
        if (kept is { } second)
        {
            byHash[second.Hash] = second.Entry;
        }

        if (!isKnown)
        {
            Interlocked.Increment(ref count);
            return;
        }

        Forget(before.Hash, hash, kept?.Hash);
        if (before.Old is { } older)
        {
            Forget(older, hash, kept?.Hash);
        }
    }

    public static Caller CallerOf(KeyRecord key) => new(key.Organization, key.Project, key.Id, key.Name, key.Role) { User = key.User, Scopes = key.Scopes };

    private void Forget(KeyHash known, KeyHash hash, KeyHash? old)
    {
        if (!known.Equals(hash) && !(old is { } second && known.Equals(second)))
        {
            byHash.TryRemove(known, out _);
        }
    }

    /// <param name="Key">The key.</param>
    /// <param name="Caller">Who it makes.</param>
    /// <param name="Until">Until when this secret of the key holds, for one that was rotated away.</param>
    internal sealed record Entry(KeyRecord Key, Caller Caller, DateTimeOffset? Until);

    private readonly record struct Row(KeyRecord Key, KeyHash Hash, KeyHash? Old);
}
