using Dapper;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Ledger.Journal;
using Strata.Ledger.Rows;
using Strata.Ledger.Storage;
using Strata.Storage;

namespace Strata.Ledger.Tests.Support;

/// <summary>A whole ledger over a fresh SQLite file, or a fresh schema of a PostgreSQL server where one is given.</summary>
internal sealed class LedgerHost : IAsyncDisposable
{
    private const string Variable = "STRATA_TEST_POSTGRES";
    private readonly StorageSet storage;
    private readonly string? server;
    private readonly string? schema;
    private readonly bool ownsFolder;

    private LedgerHost(StorageSet storage, string folder, bool ownsFolder, (string Server, string Schema)? postgres, TimeProvider time)
    {
        (this.storage, Folder, this.ownsFolder, server, schema) = (storage, folder, ownsFolder, postgres?.Server, postgres?.Schema);
        Database = new AwayDatabase(storage.Database);
        Log = new LedgerLog(storage.Logs, TimeSpan.Zero);
        Shipper = new LedgerShipper(Log, Database, LedgerNode.Open(folder), time, Watch);
        Reader = new LedgerReader(Database, Shipper);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What a theory runs on.</summary>
    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    public string Folder { get; }

    public AwayDatabase Database { get; }

    public IAppendLogs Logs => storage.Logs;

    public IChangeFeed Changes => storage.Changes;

    public LedgerLog Log { get; }

    public LedgerShipper Shipper { get; }

    public LedgerReader Reader { get; }

    public Watch Watch { get; } = new();

    public static async Task<LedgerHost> StartAsync(string database = "sqlite", string? folder = null, TimeProvider? time = null)
    {
        var server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(database == "postgres" && server.Length == 0, $"{Variable} is not set; .ci/services.sh starts a server and sets it.");
        var schema = $"t_{Guid.NewGuid():N}";
        var connection = database == "postgres" ? $"{server};Search Path={schema};Maximum Pool Size=10" : null;
        if (connection is not null)
        {
            await AdministerAsync(server, $"CREATE SCHEMA {schema}");
        }

        var data = folder ?? Path.Combine(Path.GetTempPath(), "strata-ledger-" + Path.GetRandomFileName());
        var clock = time ?? TimeProvider.System;
        var set = (await StorageModule.OpenAsync(new StorageOptions { Directory = data, Postgres = connection }, clock, new TimeOrderedIds(clock), Token)).Value;
        var migrated = await set.Database.MigrateAsync(LedgerMigrations.All, Token);
        Assert.True(migrated.IsOk, migrated.ToString());
        return new LedgerHost(set, data, folder is null, connection is null ? null : (server, schema), clock);
    }

    public async Task AppendAsync(params IEnumerable<LedgerRow> rows)
    {
        await Task.WhenAll(rows.Select(row => Log.AppendAsync(row, Token).AsTask()));
    }

    /// <summary>Runs a query that gives one number.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await storage.Database.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: Token));
    }

    public async ValueTask DisposeAsync()
    {
        Shipper.Dispose();
        await Log.DisposeAsync();
        await storage.DisposeAsync();
        if (server is not null)
        {
            await AdministerAsync(server, $"DROP SCHEMA {schema} CASCADE");
        }

        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task AdministerAsync(string server, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(server);
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: Token));
    }
}
