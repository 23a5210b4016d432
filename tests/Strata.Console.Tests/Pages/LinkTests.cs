using System.Net;
using System.Text.RegularExpressions;
using Strata.Console.Tests.Support;

namespace Strata.Console.Tests.Pages;

public sealed partial class LinkTests
{
    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        var open = new Queue<string>(["/"]);
        var seen = new HashSet<string>(["/"], StringComparer.Ordinal);
        var dead = new List<string>();
        while (open.TryDequeue(out var path) && seen.Count < 600)
        {
            var answer = await host.Client.GetAsync(path);
            if ((int)answer.StatusCode >= 400)
            {
                dead.Add($"{path}: {(int)answer.StatusCode}");
            }

            var html = answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync() : "";
            foreach (var link in Href().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            {
                var (target, mark) = link.Split('#', 2) is [var t, var m] ? (t, m) : (link, "");
                if (mark.Length > 0 && target.Length == 0 && !html.Contains($"id=\"{mark}\"", StringComparison.Ordinal))
                {
                    dead.Add($"{path}: #{mark}");
                }

                // One page of each shape is enough: requests differ only in their id, views only in the values of their filters.
                var shape = Value().Replace(RequestId().Replace(target, "req"), "=");
                if (target.StartsWith('/') && seen.Add(shape))
                {
                    open.Enqueue(target);
                }
            }
        }

        Assert.True(seen.Count > 40, $"{seen.Count} links were found.");
        Assert.Empty(dead);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Href();

    [GeneratedRegex("=[^&#]*")]
    private static partial Regex Value();

    [GeneratedRegex("req_[0-9a-z]{26}|(?<=/traces/)[0-9a-f]{32}|(?<=/spans/)[0-9a-f]{16}|(?<=/picture/).*")]
    private static partial Regex RequestId();
}
