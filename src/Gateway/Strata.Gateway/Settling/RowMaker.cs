using Strata.Core.Usage;
using Strata.Gateway.Calls;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Settling;

/// <summary>Makes the row of a call: what the caller got, and every attempt. The row's tokens and cost are the sums over its attempts.</summary>
internal static class RowMaker
{
    public static LedgerRow Of(Call call, string priceVersion, TimeSpan total)
    {
        var attempts = Attempts(call);
        var winner = call.Winner;
        return new LedgerRow
        {
            Id = call.Id,
            At = call.At,
            Organization = call.Caller.Organization,
            Project = call.Caller.Project,
            KeyId = call.Caller.KeyId,
            Team = call.Caller.Project,
            User = call.Caller.User,
            EndUser = call.Tags.EndUser,
            Tags = [.. call.Tags.Tags],
            Model = call.Model,
            Deployment = winner?.Deployment ?? call.Hit?.Deployment ?? "",
            Provider = winner?.Provider ?? "",
            Endpoint = call.Surface.Name,
            DialectIn = call.Surface.Dialect?.Name ?? "",
            DialectOut = winner?.Dialect ?? "",
            Route = call.Route,
            Strategy = call.Strategy,
            Experiment = call.Experiment,
            ServiceTier = call.ServiceTier,
            Stream = call.Stream,
            Status = call.Status,
            HttpStatus = call.HttpStatus,
            FinishReason = call.FinishReason,
            Attempts = attempts,
            Usage = Sum(attempts),
            UsageSource = winner?.UsageSource ?? UsageSource.None,
            CostNanos = LedgerAttempt.CostOf(attempts.AsSpan()),
            UpstreamCostNanos = Reported(winner?.ReportedCost),
            PriceVersion = priceVersion,
            TraceId = call.Trace.IsThere ? call.Trace.TraceText : "",
            CacheStatus = call.Cache,
            SavedNanos = call.Hit?.CostNanos ?? 0,
            Verdicts = call.Verdicts,
            Notes = call.Notes is { } notes ? [.. notes] : [],
            Continuations = call.Continuations,
            CutOff = call.CutOff,
            Queue = winner?.Queue ?? default,
            FirstByte = winner?.FirstByte is { } first ? first + winner.Offset : null,
            FirstToken = First(call),
            Total = total,
            ErrorCode = call.ErrorCode,
            UpstreamRequestId = winner?.UpstreamRequestId ?? "",
        };
    }

    private static RowList<LedgerAttempt> Attempts(Call call)
    {
        if (call.Attempts.Count == 0)
        {
            return [];
        }

        var attempts = new LedgerAttempt[call.Attempts.Count];
        for (var i = 0; i < attempts.Length; i++)
        {
            var record = call.Attempts[i];
            attempts[i] = new LedgerAttempt
            {
                Number = record.Number,
                Deployment = record.Deployment,
                Provider = record.Provider,
                Credential = record.Credential,
                Started = record.Offset,
                FirstByte = record.FirstByte,
                FirstToken = record.FirstToken,
                Duration = record.Duration,
                Outcome = record.Outcome,
                HttpStatus = record.HttpStatus,
                Reason = record.Reason,
                UpstreamRequestId = record.UpstreamRequestId,
                Usage = record.Usage,
                CostNanos = record.CostNanos,
                ReportedCostNanos = Reported(record.ReportedCost),
            };
        }

        return [.. attempts];
    }

    /// <summary>The first content of any attempt whose answer went out.</summary>
    private static TimeSpan? First(Call call)
    {
        foreach (var record in call.Attempts)
        {
            if (record.FirstToken is { } first)
            {
                return record.Offset + first;
            }
        }

        return null;
    }

    private static TokenUsage Sum(RowList<LedgerAttempt> attempts)
    {
        var sum = default(TokenUsage);
        foreach (var attempt in attempts)
        {
            sum += attempt.Usage;
        }

        return sum;
    }

    /// <summary>A cost that a provider says in dollars.</summary>
    private static long? Reported(decimal? dollars) =>
        dollars is { } value and >= 0 and < 1_000_000 ? (long)decimal.Round(value * 1_000_000_000m, MidpointRounding.AwayFromZero) : null;
}
