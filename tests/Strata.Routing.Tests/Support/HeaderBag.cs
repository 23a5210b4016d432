using Strata.Routing.Signing;

namespace Strata.Routing.Tests.Support;

internal sealed class HeaderBag : IHeaderSink
{
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Set(string name, string value) => Headers[name] = value;

    public bool Has(string name) => Headers.ContainsKey(name);
}
