using System.Runtime.CompilerServices;

namespace Strata.Budgets.Windows;

/// <summary>The buckets inside their window's own memory: with ten thousand keys every reference less is a cache miss less.</summary>
[InlineArray(SlidingSum.Buckets)]
internal struct BucketSums
{
    private long first;
}
