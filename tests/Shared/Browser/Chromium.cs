using Microsoft.Playwright;

namespace Strata.Tests.Shared.Browser;

/// <summary>One browser for the tests that need one. <c>STRATA_CHROMIUM</c> names its executable; without one the tests are skipped and say so, in CI they fail.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string Executable = Environment.GetEnvironmentVariable("STRATA_CHROMIUM") ?? "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task<Visit> VisitAsync(int width = 1280, int height = 800, bool dark = false)
    {
        var absent = $"There is no Chromium at {Executable}. Install it, or set STRATA_CHROMIUM.";
        Assert.False(browser is null && Environment.GetEnvironmentVariable("STRATA_CI") == "1", absent);
        Assert.SkipUnless(browser is not null, absent);
        var context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(20_000);
        return new Visit(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
