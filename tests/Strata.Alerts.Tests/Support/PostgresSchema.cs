using Npgsql;

namespace Strata.Alerts.Tests.Support;

/// <summary>A schema of its own on the PostgreSQL that the environment names; the test is skipped where it names none.</summary>
internal sealed class PostgresSchema : IAsyncDisposable
{
    private const string Variable = "STRATA_TEST_POSTGRES";
    private readonly string server;
    private readonly string name = $"t_{Guid.NewGuid():N}";

    private PostgresSchema(string server) => this.server = server;

    /// <summary>What a host is started with.</summary>
    public string Connection => new NpgsqlConnectionStringBuilder(server) { SearchPath = name, MaxPoolSize = 10 }.ToString();

    public static async Task<PostgresSchema> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(server.Length == 0, $"{Variable} is not set; .ci/services.sh starts a server and sets it.");
        var schema = new PostgresSchema(server);
        await schema.ExecuteAsync($"CREATE SCHEMA {schema.name}");
        return schema;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP SCHEMA {name} CASCADE");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
