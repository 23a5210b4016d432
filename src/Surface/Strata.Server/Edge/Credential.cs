namespace Strata.Server.Edge;

/// <summary>Finds the key a client presented: <c>Authorization: Bearer</c>, <c>x-api-key</c>, <c>x-goog-api-key</c>, or <c>?key=</c> on Google's paths.</summary>
internal static class Credential
{
    private const string Bearer = "Bearer ";

    public static ReadOnlySpan<char> Read(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString().AsSpan().Trim();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        if (request.Headers.TryGetValue("x-api-key", out var key) || request.Headers.TryGetValue("x-goog-api-key", out key))
        {
            return key.ToString().AsSpan().Trim();
        }

        // Google's REST clients put it into the address; nowhere else, since addresses end up in logs.
        return request.Path.Value is { } path && path.Contains("/models", StringComparison.Ordinal) && request.Query.TryGetValue("key", out key) ? key.ToString().AsSpan().Trim() : default;
    }
}
