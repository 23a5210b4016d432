using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Limits;
using Strata.Ledger.Journal;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Pipeline;

/// <summary>
/// The end of every request, in one place: price → ledger → release → measure. Called once per call; a second call does nothing.
/// The row is durable when this returns, so what the caller is told afterwards is paid for.
/// </summary>
internal sealed class Settlement(LedgerLog ledger, Live<PriceBook> prices, OutputEstimate estimates, TimeProvider time, ILogger<Settlement> logger)
{
    private const int UnpricedNamesMax = 1_000;
    private readonly ConcurrentDictionary<string, string> unpriced = new(StringComparer.Ordinal);

    public async ValueTask<Result<Done>> SettleAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.IsSettled)
        {
            return Done.Value;
        }

        call.IsSettled = true;
        using var span = GatewayTelemetry.Source.StartActivity("strata.settle", ActivityKind.Internal, call.Activity?.Context ?? default);
        var row = Row(call, prices.Current);
        try
        {
            await ledger.AppendAsync(row, cancellationToken);
            return Done.Value;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Log.LedgerNotWritten(logger, exception, call.Id);
            return new Problem(ProblemCode.StorageFailed, "The request could not be recorded: the disk refused the write. Nothing was charged; tell the operator to look at the free space.");
        }
        finally
        {
            call.Lease?.Settle(call.Usage.Total);
            if (call.Status == LedgerStatus.Ok)
            {
                estimates.Observe(call.Deployment, call.Usage.Completion);
            }

            Measure(call, row);
        }
    }

    /// <summary>Whether the log has not said so of this deployment and these prices yet; a flood of names is said up to a bound.</summary>
    private bool IsNews(string deployment, string version)
    {
        if (unpriced.TryGetValue(deployment, out var said) ? said == version : unpriced.Count >= UnpricedNamesMax)
        {
            return false;
        }

        unpriced[deployment] = version;
        return true;
    }

    private LedgerRow Row(Call call, PriceBook book)
    {
        var cost = PriceBook.Cost(book.Find(call.Deployment, call.Model), call.Usage);
        if (cost is null && IsNews(call.Deployment, book.Version))
        {
            Log.Unpriced(logger, call.Id, call.Deployment);
        }

        return new LedgerRow
        {
            Id = call.Id,
            At = call.At,
            Organization = call.Caller.Organization,
            Project = call.Caller.Project,
            KeyId = call.Caller.KeyId,
            Model = call.Model,
            Deployment = call.Deployment,
            Provider = call.Provider,
            Endpoint = call.Surface.Name,
            Stream = call.Stream,
            Status = call.Status,
            HttpStatus = call.HttpStatus,
            FinishReason = call.FinishReason,
            Usage = call.Usage,
            UsageSource = call.UsageSource,
            CostNanos = cost?.TotalNanos,
            PriceVersion = book.Version,
            TraceId = call.Activity?.TraceId.ToHexString() ?? "",
            Queue = call.Queue,
            FirstToken = call.FirstToken,
            Total = time.GetElapsedTime(call.StartedAt),
            ErrorCode = call.ErrorCode,
            UpstreamRequestId = call.UpstreamRequestId,
        };
    }

    private static void Measure(Call call, LedgerRow row)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", call.Surface.Operation },
            { "gen_ai.provider.name", call.Provider },
            { "gen_ai.request.model", call.Model },
        };
        if (row.Usage.Total > 0 && GatewayTelemetry.TokenUsage.Enabled)
        {
            GatewayTelemetry.TokenUsage.Record(row.Usage.Prompt, [.. tags, new("gen_ai.token.type", "input")]);
            GatewayTelemetry.TokenUsage.Record(row.Usage.Completion, [.. tags, new("gen_ai.token.type", "output")]);
        }

        if (row.CostNanos is { } nanos)
        {
            GatewayTelemetry.CostNanos.Add(nanos, tags);
        }
        else
        {
            GatewayTelemetry.Unpriced.Add(1, tags);
        }

        if (row.FirstToken is { } first)
        {
            GatewayTelemetry.FirstToken.Record(first.TotalSeconds, tags);
        }

        tags.Add("strata.status", LedgerWords.Of(row.Status));
        GatewayTelemetry.Requests.Add(1, tags);
        GatewayTelemetry.Duration.Record(row.Total.TotalSeconds, tags);
        RequestSpan.End(call, row);
    }
}
