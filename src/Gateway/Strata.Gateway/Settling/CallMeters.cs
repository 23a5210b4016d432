using System.Diagnostics;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Settling;

/// <summary>What a settled call adds to the instruments.</summary>
internal static class CallMeters
{
    public static void Measure(Call call, LedgerRow row)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", call.Surface.Operation },
            { "gen_ai.provider.name", row.Provider },
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
        if (call.Attempts.Count > 1)
        {
            GatewayTelemetry.Attempts.Add(call.Attempts.Count - 1, tags);
        }
    }
}
