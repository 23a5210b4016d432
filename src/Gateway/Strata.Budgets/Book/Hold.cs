namespace Strata.Budgets.Book;

/// <summary>What one request holds of one count.</summary>
internal struct Hold
{
    public Counter Counter;
    public long Amount;
}
