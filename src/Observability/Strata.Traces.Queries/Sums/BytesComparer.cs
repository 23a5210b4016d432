using System.Diagnostics.CodeAnalysis;
using Strata.Traces.Bytes;

namespace Strata.Traces.Queries.Sums;

/// <summary>Bytes compared by what they are: texts of dictionaries can be counted without becoming strings.</summary>
internal sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static readonly BytesComparer Instance = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj) => (int)Hash64.Of(obj.Span);
}
