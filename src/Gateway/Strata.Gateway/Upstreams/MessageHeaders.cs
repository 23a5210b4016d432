using Strata.Routing.Signing;

namespace Strata.Gateway.Upstreams;

/// <summary>The headers of a message on its way to a provider.</summary>
internal sealed class MessageHeaders(HttpRequestMessage message) : IHeaderSink
{
    public void Set(string name, string value)
    {
        message.Headers.Remove(name);
        message.Headers.TryAddWithoutValidation(name, value);
    }

    public bool Has(string name) => message.Headers.NonValidated.Contains(name);
}
