namespace Strata.Identity.Keys;

/// <summary>
/// The hashes of secrets seen lately: a secret comes with every request, and hashing it is a notable part of one. It says nothing
/// of whether a key is valid. Bounded, of two places for each secret; no lock.
/// </summary>
internal sealed class HashMemo
{
    private const int Sets = 1 << 13;
    private readonly Entry?[] entries = new Entry?[2 * Sets];

    public bool TryFind(ReadOnlySpan<char> secret, out KeyHash hash)
    {
        var place = Place(secret);
        if ((Volatile.Read(ref entries[place]) is { } first && first.Is(secret) ? first
            : Volatile.Read(ref entries[place + 1]) is { } second && second.Is(secret) ? second : null) is { } found)
        {
            hash = found.Hash;
            return true;
        }

        hash = default;
        return false;
    }

    /// <summary>Keeps a hash in the first of its places; what was there moves to the second.</summary>
    public void Keep(ReadOnlySpan<char> secret, KeyHash hash)
    {
        var place = Place(secret);
        Volatile.Write(ref entries[place + 1], Volatile.Read(ref entries[place]));
        Volatile.Write(ref entries[place], new Entry(secret.ToString(), hash));
    }

    /// <summary>By a hash that every process seeds anew: nobody can choose secrets that meet.</summary>
    private static int Place(ReadOnlySpan<char> secret) => 2 * (string.GetHashCode(secret) & (Sets - 1));

    private sealed class Entry(string secret, KeyHash hash)
    {
        public KeyHash Hash => hash;

        public bool Is(ReadOnlySpan<char> other) => other.SequenceEqual(secret);
    }
}
