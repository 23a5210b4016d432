namespace Strata.Console.Data;

/// <summary>The requests of a project. The ledger answers; tests answer from a list.</summary>
internal interface IRequestLog
{
    /// <summary>Requests, newest first.</summary>
    ValueTask<IReadOnlyList<RequestRow>> ListAsync(RequestQuery query, CancellationToken cancellationToken);

    /// <summary>One request of those in reach, or null.</summary>
    ValueTask<RequestRow?> FindAsync(Reach reach, string id, CancellationToken cancellationToken);

    /// <summary>Exact sums by model, or by day.</summary>
    ValueTask<IReadOnlyList<UsageLine>> SumAsync(RequestQuery query, bool byDay, CancellationToken cancellationToken);
}
