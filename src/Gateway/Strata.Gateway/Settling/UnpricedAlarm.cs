using System.Collections.Concurrent;

namespace Strata.Gateway.Settling;

/// <summary>Which deployments the log has named as unpriced already, under which prices; a flood of names is said up to a bound.</summary>
internal sealed class UnpricedAlarm
{
    private const int NamesMax = 1_000;
    private readonly ConcurrentDictionary<string, string> said = new(StringComparer.Ordinal);

    public bool IsNews(string deployment, string version)
    {
        if (said.TryGetValue(deployment, out var before) ? before == version : said.Count >= NamesMax)
        {
            return false;
        }

        said[deployment] = version;
        return true;
    }
}
