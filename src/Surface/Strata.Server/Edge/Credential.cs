namespace Strata.Server.Edge;

/// <summary>
/// Finds the key a client presented: <c>Authorization: Bearer</c>, <c>x-api-key</c>, <c>x-goog-api-key</c>, or <c>?key=</c> on Google's
/// own paths, where its older clients put it. Nowhere else is a key read from an address, which proxies log.
/// </summary>
internal static class Credential
{
    private const string Bearer = "Bearer ";
    private static readonly string[] Names = ["x-api-key", "x-goog-api-key"];

    public static ReadOnlySpan<char> Read(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString().AsSpan().Trim();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        foreach (var name in Names)
        {
            if (request.Headers.TryGetValue(name, out var value) && value.Count > 0)
            {
                return value.ToString().AsSpan().Trim();
            }
        }

        return request.Path.StartsWithSegments("/v1beta", StringComparison.Ordinal) ? request.Query["key"].ToString() : default;
    }
}
