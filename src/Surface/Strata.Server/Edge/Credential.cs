namespace Strata.Server.Edge;

/// <summary>
/// Finds the key a client presented: <c>Authorization: Bearer</c>, <c>x-api-key</c>, <c>x-strata-key</c>, <c>x-goog-api-key</c>,
/// <c>?key=</c> on Google's paths, or Basic where telemetry comes in: Langfuse's and Prometheus' clients know no other way.
/// </summary>
internal static class Credential
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";
    private const int BasicCharsMax = 4096;

    public static ReadOnlySpan<char> Read(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString().AsSpan().Trim();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        if (authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && TakesBasic(request.Path))
        {
            return Password(authorization[Basic.Length..].Trim());
        }

        if (request.Headers.TryGetValue("x-api-key", out var key) || request.Headers.TryGetValue("x-strata-key", out key) || request.Headers.TryGetValue("x-goog-api-key", out key))
        {
            return key.ToString().AsSpan().Trim();
        }

        // Google's REST clients put it into the address; nowhere else, since addresses end up in logs.
        return request.Path.Value is { } path && path.Contains("/models", StringComparison.Ordinal) && request.Query.TryGetValue("key", out key) ? key.ToString().AsSpan().Trim() : default;
    }

    /// <summary>Never on pages: a browser would send the pair again by itself.</summary>
    private static bool TakesBasic(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.Value is "/v1/traces" or "/v1/metrics" or "/v1/logs";

    /// <summary>The password of a pair, which is the key; the name where there is no password.</summary>
    private static ReadOnlySpan<char> Password(ReadOnlySpan<char> encoded)
    {
        Span<byte> pair = stackalloc byte[BasicCharsMax * 3 / 4];
        if (encoded.Length > BasicCharsMax || !Convert.TryFromBase64Chars(encoded, pair, out var length))
        {
            return default;
        }

        var colon = pair[..length].IndexOf((byte)':');
        var key = colon < 0 || colon + 1 == length ? pair[..(colon < 0 ? length : colon)] : pair[(colon + 1)..length];
        return System.Text.Encoding.UTF8.GetString(key);
    }
}
