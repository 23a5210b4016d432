using Microsoft.Playwright;

namespace Strata.Console.Tests.Browser;

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

    /// <summary>How many pixels the page is wider than its window; anything above zero is a fault of layout.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

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
