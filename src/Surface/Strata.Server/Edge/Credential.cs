namespace Strata.Server.Edge;

/// <summary>Finds the key a client presented: <c>Authorization: Bearer</c>, or <c>x-api-key</c>.</summary>
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

        return request.Headers["x-api-key"].ToString().AsSpan().Trim();
    }
}
