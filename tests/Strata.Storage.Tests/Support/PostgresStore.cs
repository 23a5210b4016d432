using Npgsql;
using Strata.Core.Storage;
using Strata.Storage.Databases;
using Strata.Storage.Feeds;

namespace Strata.Storage.Tests.Support;

public sealed class PostgresStore : TestStore
{
    private const string Variable = "STRATA_TEST_POSTGRES";
    private readonly string schema = $"t_{Guid.NewGuid():N}";
    private string server = "";

    internal string Schema => schema;

    internal string ConnectionString => new NpgsqlConnectionStringBuilder(server) { SearchPath = schema, MaxPoolSize = 10 }.ToString();

    internal override async ValueTask PrepareAsync()
    {
        server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(server.Length == 0, $"{Variable} is not set; .ci/services.sh starts a server and sets it.");
        await ExecuteAsync($"CREATE SCHEMA {schema}");
    }

    internal override async ValueTask<IDatabase> OpenAsync() =>
        (await PostgresDatabase.OpenAsync(ConnectionString, Time, TestTime.Token)).Value;

    internal override async ValueTask<IChangeFeedHost> OpenFeedAsync(IDatabase database) =>
        await PostgresChangeFeed.StartAsync(ConnectionString, ((PostgresDatabase)database).Writers, TimeProvider.System, TestTime.Token);

    internal async ValueTask ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(TestTime.Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestTime.Token);
    }

    public override async ValueTask DisposeAsync()
    {
        if (server.Length > 0)
        {
            await ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
        }
    }
}
