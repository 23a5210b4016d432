using Npgsql;
using Strata.Storage;

namespace Strata.Budgets.Tests.Support;

public sealed class PostgresStore : TestStore
{
    private const string Variable = "STRATA_TEST_POSTGRES";
    private readonly string schema = $"t_{Guid.NewGuid():N}";
    private readonly string folder = Directory.CreateTempSubdirectory("strata-budgets-").FullName;
    private string server = "";

    internal override async ValueTask<StorageOptions> PrepareAsync()
    {
        if (server.Length == 0)
        {
            server = Environment.GetEnvironmentVariable(Variable) ?? "";
            Assert.SkipWhen(server.Length == 0, $"{Variable} is not set; .ci/services.sh starts a server and sets it.");
            await ExecuteAsync($"CREATE SCHEMA {schema}");
        }

        return new StorageOptions { Directory = folder, Postgres = new NpgsqlConnectionStringBuilder(server) { SearchPath = schema, MaxPoolSize = 10 }.ToString() };
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        if (server.Length > 0)
        {
            await ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
        }
    }

    private async ValueTask ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(TestTime.Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestTime.Token);
    }
}
