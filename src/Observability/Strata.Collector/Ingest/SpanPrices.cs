using Strata.Core.Configuration;
using Strata.Ledger.Pricing;
using Strata.Traces.Spans;

namespace Strata.Collector.Ingest;

/// <summary>
/// Prices received spans that state tokens and no price, by the book in force: under <c>provider/model</c>, under the model's name, else in the
/// public list. What the book does not know stays unpriced.
/// </summary>
internal sealed class SpanPrices(Live<PriceBook>? book)
{
    public void Add(SpanBatch batch)
    {
        if (book?.Current is not { } prices)
        {
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var span = batch[i];
            if (span.CostNanos is null && span.Usage != default && Cost(prices, span) is { } nanos)
            {
                (span.CostNanos, span.CostSource) = (nanos, CostSource.Computed);
            }
        }
    }

    private static long? Cost(PriceBook prices, SpanRecord span)
    {
        var at = DateTimeOffset.UnixEpoch.AddTicks(span.StartNs / TimeSpan.NanosecondsPerTick);
        var provider = Kind(span.Provider);
        foreach (var model in (ReadOnlySpan<string>)[span.ResponseModel, span.RequestModel])
        {
            if (model.Length == 0)
            {
                continue;
            }

            var question = new PriceQuestion($"{span.Provider}/{model}", model, at) { Public = provider.Length > 0 ? $"{provider}/{model}" : "", Organization = span.Tenant.Organization };
            if (prices.Cost(question, span.Usage, "")?.TotalNanos is { } nanos)
            {
                return nanos;
            }
        }

        return null;
    }

    /// <summary>The public list's word for a provider; the GenAI conventions and the dialects before them have their own.</summary>
    private static string Kind(string provider) => provider switch
    {
        "gcp.gemini" or "gemini" or "google" => "gemini",
        "gcp.vertex_ai" or "vertex" or "vertexai" => "vertex",
        "x_ai" or "xai" => "xai",
        _ => provider is "openai" or "anthropic" or "deepseek" ? provider : "",
    };
}
