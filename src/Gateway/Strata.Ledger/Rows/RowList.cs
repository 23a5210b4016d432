using System.Collections;
using System.Runtime.CompilerServices;

namespace Strata.Ledger.Rows;

/// <summary>A list that never changes and equals by its items, so that a row equals by its values. Made as <c>[a, b]</c>.</summary>
/// <typeparam name="T">The items.</typeparam>
[CollectionBuilder(typeof(RowListMaker), nameof(RowListMaker.Of))]
public readonly struct RowList<T> : IReadOnlyList<T>, IEquatable<RowList<T>>
{
    private readonly T[]? items;

    internal RowList(T[] items) => this.items = items.Length == 0 ? null : items;

    /// <inheritdoc/>
    public int Count => items?.Length ?? 0;

    /// <inheritdoc/>
    public T this[int index] => (items ?? [])[index];

    /// <summary>The items where they stand.</summary>
    public ReadOnlySpan<T> AsSpan() => items;

    /// <summary>Walks the items without an allocation.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(RowList<T> other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", items ?? [])}]";

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (items ?? []).GetEnumerator();

    /// <summary>Equal items in equal order.</summary>
    public static bool operator ==(RowList<T> left, RowList<T> right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(RowList<T> left, RowList<T> right) => !left.Equals(right);
}
