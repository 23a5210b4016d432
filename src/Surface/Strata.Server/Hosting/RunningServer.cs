using Strata.Server.Health;

namespace Strata.Server.Hosting;

/// <summary>A server that was built. Disposing it stops it within its drain and gives everything back, in the reverse order of the start.</summary>
internal sealed class RunningServer(WebApplication app, ServerParts parts, ConfigWatcher watcher) : IAsyncDisposable
{
    private readonly ILogger log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Strata.Server");

    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    public ServerParts Parts => parts;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in parts.InForce.Current.Findings)
        {
            Log.Finding(log, warning.ToString());
        }

        await app.StartAsync(cancellationToken);
        app.Services.GetRequiredService<Readiness>().SetServing(true);
        app.Lifetime.ApplicationStopping.Register(() => app.Services.GetRequiredService<Readiness>().SetServing(false));
        watcher.Start(log);
    }

    /// <summary>Waits until a signal or <paramref name="cancellationToken"/> asks it to stop; the stop itself is the disposal's.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = cancellationToken.Register(() => stopping.TrySetResult());
        await using var signalled = app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task;
    }

    public async ValueTask DisposeAsync()
    {
        watcher.Dispose();
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            Log.DrainEnded(log); // expected: some requests outlast every drain; what is left is cut, and each has its row
        }

        await app.DisposeAsync();
        await parts.Storage.DisposeAsync();
        parts.Folder.Dispose();
    }
}
