using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>All keys as they stood at one moment: immutable, replaced whole, read without a lock.</summary>
internal sealed class KeySnapshot
{
    public static readonly KeySnapshot Empty = new([]);
    private readonly Dictionary<KeyHash, Entry> byHash;
    private readonly Dictionary<string, KeyRecord> byId;

    public KeySnapshot(IReadOnlyCollection<(KeyHash Hash, KeyHash? Old, KeyRecord Key)> keys)
    {
        byHash = new Dictionary<KeyHash, Entry>(keys.Count);
        byId = new Dictionary<string, KeyRecord>(keys.Count, StringComparer.Ordinal);
        foreach (var (hash, old, key) in keys)
        {
            var entry = new Entry(key, CallerOf(key), null);
            byHash[hash] = entry;
            if (old is { } before && key.OldSecretUntil is { } until)
            {
                byHash[before] = entry with { Until = until };
            }

            byId[key.Id] = key;
        }
    }

    public int Count => byId.Count;

    public IEnumerable<KeyRecord> All => byId.Values;

    public Entry? Find(KeyHash hash) => byHash.TryGetValue(hash, out var entry) ? entry : null;

    public KeyRecord? Find(string id) => byId.GetValueOrDefault(id);

    public static Caller CallerOf(KeyRecord key) => new(key.Organization, key.Project, key.Id, key.Name, key.Role) { User = key.User, Scopes = key.Scopes };

    /// <param name="Key">The key.</param>
    /// <param name="Caller">Who it makes.</param>
    /// <param name="Until">Until when this secret of the key holds, for one that was rotated away.</param>
    internal sealed record Entry(KeyRecord Key, Caller Caller, DateTimeOffset? Until);
}
