namespace Strata.Storage.Feeds;

/// <summary>The feed beside SQLite. In process only: the box is one process, and its command line talks to it over HTTP.</summary>
internal sealed class LocalChangeFeed : IChangeFeedHost
{
    private readonly ChangeHub hub = new();

    public ValueTask PublishAsync(string topic, string payload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChangeHub.Check(topic, payload);
        hub.Deliver(topic, payload);
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<string> ListenAsync(string topic, CancellationToken cancellationToken) => hub.ListenAsync(topic, cancellationToken);

    public ValueTask DisposeAsync()
    {
        hub.Close();
        return ValueTask.CompletedTask;
    }
}
