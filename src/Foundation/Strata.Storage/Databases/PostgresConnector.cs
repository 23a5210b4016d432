using Npgsql;

namespace Strata.Storage.Databases;

/// <summary>Opens connections and tries again while the server restarts or has no slot: at most five times, about three seconds in all.</summary>
internal static class PostgresConnector
{
    internal const int TriesMax = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    internal static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await source.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException failure) when (failure.IsTransient && attempt < TriesMax)
            {
                await Task.Delay(wait, time, cancellationToken);
                wait *= 2;
            }
        }
    }
}
