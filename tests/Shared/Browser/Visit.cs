using Microsoft.Playwright;

namespace Strata.Tests.Shared.Browser;

/// <summary>A page in a fresh context that remembers what went wrong and what it asked of whom.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> faults = [];

    public Visit(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.RequestFailed += (_, request) => Note(request.Failure != "net::ERR_ABORTED", $"{request.Url}: {request.Failure}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Url}: {response.Status}");
        page.Request += (_, request) => Note(!request.Url.StartsWith("http://127.0.0.1", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), "outside: " + request.Url);
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Keeps a picture below artifacts/screenshots.</summary>
    public async Task ShotAsync(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Strata.slnx")))
            {
                await Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, "artifacts", "screenshots", name + ".png") });
                return;
            }
        }
    }

    /// <summary>
    /// Waits until the page's address holds a text and the page is loaded. Asked in the page again and again: a navigation that is over
    /// before one begins to listen for it is not missed, which <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions?)"/> does at times.
    /// </summary>
    public async Task ArriveAsync(string address) =>
        await Page.WaitForFunctionAsync("part => location.href.includes(part) && document.readyState === 'complete'", address);

    /// <summary>How many pixels the page is wider than its window; anything above zero is a fault of layout.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    /// <summary>Parts of the page that one must push sideways to read, each with its label.</summary>
    public Task<string[]> SidewaysAsync() => Page.EvaluateAsync<string[]>("""
        [...document.querySelectorAll('main .scroll, main .waterfall')].filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
          .map(e => `${e.getAttribute('aria-label')}: ${e.scrollWidth} in ${e.clientWidth}`)
        """);

    /// <summary>Milliseconds from the start of the navigation to the last byte of HTML, and to the first paint.</summary>
    public async Task<(double Html, double Paint)> TimesAsync()
    {
        await Page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        var times = await Page.EvaluateAsync<double[]>("[performance.getEntriesByType('navigation')[0].responseEnd, performance.getEntriesByName('first-contentful-paint')[0].startTime]");
        return (times[0], times[1]);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Note(bool isFault, string text)
    {
        if (isFault)
        {
            lock (faults)
            {
                faults.Add(text);
            }
        }
    }
}
