using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>All keys as they stood at one moment: immutable, replaced whole, read without a lock.</summary>
internal sealed class KeySnapshot
{
    public static readonly KeySnapshot Empty = new([]);
    private readonly Dictionary<KeyHash, Entry> byHash;
    private readonly Dictionary<string, KeyRecord> byId;

    public KeySnapshot(IReadOnlyCollection<(KeyHash Hash, KeyRecord Key)> keys)
    {
        byHash = new Dictionary<KeyHash, Entry>(keys.Count);
        byId = new Dictionary<string, KeyRecord>(keys.Count, StringComparer.Ordinal);
        foreach (var (hash, key) in keys)
        {
            byHash[hash] = new Entry(key, CallerOf(key));
            byId[key.Id] = key;
        }
    }

    public int Count => byId.Count;

    public IEnumerable<KeyRecord> All => byId.Values;

    public Entry? Find(KeyHash hash) => byHash.TryGetValue(hash, out var entry) ? entry : null;

    public KeyRecord? Find(string id) => byId.GetValueOrDefault(id);

    public static Caller CallerOf(KeyRecord key) => new(key.Organization, key.Project, key.Id, key.Name, key.Role);

    internal sealed record Entry(KeyRecord Key, Caller Caller);
}
