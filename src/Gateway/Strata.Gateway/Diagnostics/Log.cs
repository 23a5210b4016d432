using Microsoft.Extensions.Logging;

namespace Strata.Gateway.Diagnostics;

/// <summary>The gateway's log messages: ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "{Count} keys loaded")]
    public static partial void KeysLoaded(ILogger logger, int count);

    [LoggerMessage(1001, LogLevel.Warning, "Keys could not be read again; the snapshot in memory stays in force")]
    public static partial void KeysNotRead(ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "The keys of issuer {Issuer} could not be fetched; those known before stay in force: {Reason}")]
    public static partial void IssuerKeysNotRead(ILogger logger, string issuer, string reason);

    [LoggerMessage(1010, LogLevel.Warning, "Ledger rows could not be shipped; they wait in the append log. Next try in {Wait}")]
    public static partial void LedgerNotShipped(ILogger logger, Exception exception, TimeSpan wait);

    [LoggerMessage(1011, LogLevel.Error, "Ledger record {Sequence} is unreadable and was set aside: {Problem}")]
    public static partial void LedgerRecordUnreadable(ILogger logger, long sequence, string problem);

    [LoggerMessage(1012, LogLevel.Error, "Ledger row of {Request} could not be written")]
    public static partial void LedgerNotWritten(ILogger logger, Exception exception, string request);

    [LoggerMessage(1013, LogLevel.Error, "Requests of {Deployment} have no price under price list {Version}: their cost is unknown. Add a price and run a re-pricing")]
    public static partial void LedgerUnpriced(ILogger logger, string deployment, string version);

    [LoggerMessage(1020, LogLevel.Warning, "{Request}: no price for {Deployment}; the cost is unknown (said once for each price list)")]
    public static partial void Unpriced(ILogger logger, string request, string deployment);

    [LoggerMessage(1030, LogLevel.Warning, "{Request}: upstream {Upstream} failed with {Code}: {Detail}")]
    public static partial void UpstreamFailed(ILogger logger, string request, string upstream, string code, string detail);

    [LoggerMessage(1014, LogLevel.Warning, "Edited prices could not be read again; the book in force stays")]
    public static partial void PricesNotRead(ILogger logger, Exception exception);

    [LoggerMessage(1050, LogLevel.Warning, "Limit {Limit} is at {Percent} % for {Node} of {Organization}: {Spent} of {Amount} {Unit} used (a request was refused: {Refused})")]
    public static partial void BudgetAlert(ILogger logger, string limit, int percent, string node, string organization, long spent, long amount, string unit, bool refused);

    [LoggerMessage(1051, LogLevel.Warning, "The alert of limit {Limit} could not be written down yet; it is tried again")]
    public static partial void AlertNotWritten(ILogger logger, Exception exception, string limit);

    [LoggerMessage(1052, LogLevel.Warning, "Budgets could not be brought in step with the database; limits go on with what this process leased (said once a minute)")]
    public static partial void BudgetsOutOfStep(ILogger logger, Exception exception);

    [LoggerMessage(1053, LogLevel.Warning, "Limits could not be read again; those in memory stay in force")]
    public static partial void LimitsNotRead(ILogger logger, Exception exception);

    [LoggerMessage(1054, LogLevel.Error, "The limits of the configuration were refused; those before stay in force: {Problem}")]
    public static partial void LimitsRefused(ILogger logger, string problem);

    [LoggerMessage(1035, LogLevel.Warning, "Response {Response} could not be stored; it waits in memory")]
    public static partial void ResponseNotStored(ILogger logger, Exception exception, string response);

    [LoggerMessage(1036, LogLevel.Warning, "{Request}: the copy for comparison failed")]
    public static partial void MirrorFailed(ILogger logger, Exception exception, string request);

    [LoggerMessage(1037, LogLevel.Warning, "Answers could not be kept in the database; memory goes on answering (said once a minute)")]
    public static partial void CacheOutOfStep(ILogger logger, Exception exception);

    [LoggerMessage(1038, LogLevel.Warning, "Batch {Batch}: how it stands, or its results, could not be read for its row; they are asked for again in a few minutes")]
    public static partial void BatchNotRead(ILogger logger, Exception exception, string batch);

    [LoggerMessage(1040, LogLevel.Error, "{Request}: the request ended in a defect")]
    public static partial void Defect(ILogger logger, Exception exception, string request);
}
