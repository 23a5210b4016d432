using System.Runtime.CompilerServices;

namespace Strata.Budgets.Book;

/// <summary>Holds kept inside the reservation, so that the common request allocates nothing else.</summary>
[InlineArray(Length)]
internal struct HoldList
{
    public const int Length = 12;
    private Hold first;
}
