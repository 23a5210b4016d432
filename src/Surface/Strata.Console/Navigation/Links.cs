using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Strata.Console.Navigation;

/// <summary>Links that change one thing of the page's state and keep the rest.</summary>
internal static class Links
{
    /// <summary>The page's own URL with some query values set (null takes one away).</summary>
    public static string With(HttpRequest request, params (string Key, string? Value)[] changes) => To(request, request.Path.Value ?? "/", null, changes);

    /// <summary>Another page that keeps the given query values (null keeps all), with some set.</summary>
    public static string To(HttpRequest request, string path, string[]? keep, params (string Key, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var (key, values) in request.Query)
        {
            if ((keep is null || keep.Contains(key)) && !Array.Exists(changes, c => c.Key == key) && values.ToString() is { Length: > 0 } value)
            {
                query.Add(key, value);
            }
        }

        foreach (var (key, value) in changes)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(key, value);
            }
        }

        return path + query;
    }

    /// <summary>The page of a trace.</summary>
    public static string Trace(string id) => "/traces/" + Uri.EscapeDataString(id);

    /// <summary>The page of a session.</summary>
    public static string Session(string id) => "/sessions/" + Uri.EscapeDataString(id);

    /// <summary>A dashboard.</summary>
    public static string Board(string id) => "/dashboards/" + Uri.EscapeDataString(id);

    /// <summary>The page of a request.</summary>
    public static string Request(string id) => "/requests/" + Uri.EscapeDataString(id);
}
