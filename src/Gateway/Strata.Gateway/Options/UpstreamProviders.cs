using Strata.Routing.Options;
using Strata.Routing.Providers;

namespace Strata.Gateway.Options;

/// <summary>The short form <c>gateway.upstreams</c>, as providers: each speaks OpenAI's API under its address.</summary>
internal static class UpstreamProviders
{
    public static RoutingOptions Join(GatewayOptions options) =>
        options.Upstreams.Count == 0 ? options.Routing : options.Routing with { Providers = [.. options.Upstreams.Select(Of), .. options.Routing.Providers] };

    public static ProviderOptions Of(UpstreamOptions upstream) => new()
    {
        Provider = new Provider
        {
            Name = upstream.Name,
            Kind = ProviderKinds.OpenAiCompatible,
            Url = upstream.Url,
            Credentials = [upstream.Key is { Length: > 0 } key ? new Credential { Name = "default", Secret = key } : Credential.None],
            Dialects = ["openai.chat", "openai.completions"],
            Quirks = ProviderKinds.OpenAiCompatible.Quirks with { AsksUsage = upstream.StreamUsage },
            Clocks = new CallClocks
            {
                Connect = upstream.Timeouts.Connect,
                FirstByte = upstream.Timeouts.FirstByte,
                Idle = upstream.Timeouts.Idle,
                Total = upstream.Timeouts.Total,
            },
        },
        Models = upstream.Models,
        AnyModel = upstream.AnyModel,
    };
}
