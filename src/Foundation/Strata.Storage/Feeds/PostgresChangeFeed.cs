using Npgsql;

namespace Strata.Storage.Feeds;

/// <summary>
/// The feed over LISTEN/NOTIFY. One connection of its own listens for the whole process and hands changes to the local
/// listeners. PostgreSQL keeps nothing for a listener that is away, so after a reconnect every listener gets an empty
/// payload: read the state again. The channel carries the schema's name, because notifications cross schemas.
/// </summary>
internal sealed class PostgresChangeFeed : IChangeFeedHost
{
    private const char Separator = '\n';
    private const int KeepAliveSeconds = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource source;
    private readonly string listening;
    private readonly TimeProvider time;
    private readonly ChangeHub hub = new();
    private readonly CancellationTokenSource stopping = new();
    private string channel = "";
    private Task loop = Task.CompletedTask;

    private PostgresChangeFeed(string connectionString, NpgsqlDataSource source, TimeProvider time)
    {
        this.source = source;
        this.time = time;
        listening = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = KeepAliveSeconds }.ToString();
    }

    /// <summary>Returns when changes are being heard.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    internal static async ValueTask<PostgresChangeFeed> StartAsync(
        string connectionString, NpgsqlDataSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        var feed = new PostgresChangeFeed(connectionString, source, time);
        var connection = await feed.ConnectAsync(cancellationToken);
        feed.loop = Task.Run(() => feed.RunAsync(connection), CancellationToken.None);
        return feed;
    }

    public async ValueTask PublishAsync(string topic, string payload, CancellationToken cancellationToken)
    {
        ChangeHub.Check(topic, payload);
        await using var command = source.CreateCommand("SELECT pg_notify($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{topic}{Separator}{payload}" });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public IAsyncEnumerable<string> ListenAsync(string topic, CancellationToken cancellationToken) => hub.ListenAsync(topic, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        hub.Close();
        stopping.Dispose();
    }

    private async Task RunAsync(NpgsqlConnection first)
    {
        var connection = first;
        while (true)
        {
            try
            {
                await using (connection)
                {
                    while (true)
                    {
                        await connection.WaitAsync(stopping.Token);
                    }
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The connection broke, in whatever way: below, a new one. Without this loop no change is heard any more.
            }

            if (await ReconnectAsync() is not { } next)
            {
                return;
            }

            connection = next;
            hub.DeliverMissed();
        }
    }

    private async Task<NpgsqlConnection?> ReconnectAsync()
    {
        var wait = FirstWait;
        while (true)
        {
            try
            {
                return await ConnectAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception)
            {
                await Task.Delay(wait, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(listening);
        try
        {
            connection.Notification += (_, change) => Hear(change.Payload);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 'strata_' || substr(md5(current_schema()), 1, 16)";
            channel = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
            command.CommandText = $"LISTEN {channel}";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void Hear(string text)
    {
        var separator = text.IndexOf(Separator, StringComparison.Ordinal);
        if (separator > 0)
        {
            hub.Deliver(text[..separator], text[(separator + 1)..]);
        }
    }
}
