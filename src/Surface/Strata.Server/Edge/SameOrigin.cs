namespace Strata.Server.Edge;

/// <summary>Whether a browser says that a request comes from a page of this server.</summary>
internal static class SameOrigin
{
    public static bool Proved(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        return request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
    }

    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
