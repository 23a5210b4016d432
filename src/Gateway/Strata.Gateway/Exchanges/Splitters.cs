using Strata.Dialects.Framing;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Exchanges;

/// <summary>What tells the messages of a framing apart.</summary>
internal static class Splitters
{
    public static IFrameSplitter Of(StreamFraming framing) => framing switch
    {
        StreamFraming.ServerSentEvents => ServerSentEvents.Instance,
        StreamFraming.JsonLines => JsonLines.Instance,
        _ => AwsEventStream.Instance,
    };
}
