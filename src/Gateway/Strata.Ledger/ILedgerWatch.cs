namespace Strata.Ledger;

/// <summary>What the ledger wants a person to know. Called off the request path; must not throw and must not block.</summary>
public interface ILedgerWatch
{
    /// <summary>The database did not take the rows; they wait in the append log.</summary>
    /// <param name="reason">What the database said.</param>
    /// <param name="wait">Until the next try.</param>
    void NotShipped(Exception reason, TimeSpan wait);

    /// <summary>An alarm: a deployment was used that the price book does not know. Once for each deployment and book over all replicas, for good.</summary>
    /// <param name="deployment">Who answered.</param>
    /// <param name="priceVersion">The book's version.</param>
    void Unpriced(string deployment, string priceVersion);

    /// <summary>A record of the log cannot be read; it was passed over and stays in the log until its segment is dropped.</summary>
    /// <param name="sequence">Its number in the log.</param>
    /// <param name="problem">What is wrong with it.</param>
    void Unreadable(long sequence, string problem);
}
