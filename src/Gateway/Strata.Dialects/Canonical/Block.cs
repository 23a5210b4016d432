namespace Strata.Dialects.Canonical;

/// <summary>One piece of a message or an answer. The set of derived records is closed.</summary>
public abstract record Block
{
    /// <summary>The mark that asks a provider to cache the prompt up to here, raw JSON (<c>{"type":"ephemeral","ttl":"1h"}</c>).</summary>
    public ReadOnlyMemory<byte> CacheControl { get; init; }

    /// <summary>Members of the source dialect that have no place here.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
