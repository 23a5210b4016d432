using Strata.Budgets.Windows;

namespace Strata.Budgets.Tests.Support;

/// <summary>A request of the naive twin.</summary>
internal sealed class NaiveRequest(long input, long output, long nanos, BookTime at)
{
    public long Input { get; } = input;

    public long Output { get; } = output;

    public long Nanos { get; } = nanos;

    public BookTime At { get; } = at;

    public bool HasTarget { get; set; }

    public (long Input, long Output, long Nanos) Dropped { get; set; }
}
