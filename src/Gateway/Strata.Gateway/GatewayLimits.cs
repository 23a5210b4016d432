using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Dialects.Json;
using Strata.Gateway.Options;
using Strata.Ledger.Queries;

namespace Strata.Gateway;

/// <summary>The gateway's bounds.</summary>
internal sealed class GatewayLimits(Live<GatewayOptions> options) : ILimitsSource
{
    public string Module => "gateway";

    public IReadOnlyList<Limit> Limits =>
    [
        new("request body", options.Current.BodyBytesMax, "bytes", "413 request_too_large"),
        new("upstream answer", options.Current.AnswerBytesMax, "bytes", "502 upstream_error"),
        new("parallel requests", options.Current.ParallelMax, "requests", "503 overloaded"),
        new("JSON depth", JsonLimits.DepthMax, "levels", "400 invalid_json"),
        new("messages", JsonLimits.MessagesMax, "messages", "400 invalid_value"),
        new("captured content", options.Current.CaptureBytesMax, "characters", "cut"),
        new("ledger page", LedgerQuery.LimitMax, "rows", "clamped"),
    ];
}
