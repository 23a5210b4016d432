using Microsoft.AspNetCore.Http;
using Strata.Gateway.Surfaces;

namespace Strata.Gateway.Door;

/// <summary>The headers of a dialect that are part of its request, and go to a provider that speaks it.</summary>
internal static class DialectHeaders
{
    private static readonly string[] Anthropic = ["anthropic-version", "anthropic-beta"];
    private static readonly string[] OpenAi = ["openai-beta", "idempotency-key"];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(IHeaderDictionary headers, Surface surface)
    {
        List<KeyValuePair<string, string>>? found = null;
        foreach (var name in surface.Errors.Name == "anthropic" ? Anthropic : OpenAi)
        {
            if (headers.TryGetValue(name, out var value) && value.Count > 0)
            {
                (found ??= []).Add(new(name, value.ToString()));
            }
        }

        return found ?? (IReadOnlyList<KeyValuePair<string, string>>)[];
    }
}
