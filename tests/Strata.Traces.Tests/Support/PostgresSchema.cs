using Dapper;
using Npgsql;

namespace Strata.Traces.Tests.Support;

/// <summary>A schema of its own on the PostgreSQL that the environment names; the test is skipped where it names none.</summary>
internal sealed class PostgresSchema : IAsyncDisposable
{
    private const string Variable = "STRATA_TEST_POSTGRES";
    private readonly string server;

    private PostgresSchema(string server) => this.server = server;

    public string Name { get; } = $"t_{Guid.NewGuid():N}";

    /// <summary>Its host and port, for who stands between.</summary>
    public (string Host, int Port) Address => new NpgsqlConnectionStringBuilder(server) is var at ? (at.Host!, at.Port) : default;

    public string Connection(int? port = null)
    {
        var at = new NpgsqlConnectionStringBuilder(server) { SearchPath = Name, MaxPoolSize = 10, Timeout = 5 };
        at.Port = port ?? at.Port;
        return at.ToString();
    }

    public static async Task<PostgresSchema> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(server.Length == 0, $"{Variable} is not set; .ci/services.sh starts a server and sets it.");
        var schema = new PostgresSchema(server);
        await schema.ExecuteAsync($"CREATE SCHEMA {schema.Name}");
        return schema;
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection());
        await connection.OpenAsync();
        return (await connection.QuerySingleAsync<T>(sql))!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection());
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP SCHEMA {Name} CASCADE");
}
