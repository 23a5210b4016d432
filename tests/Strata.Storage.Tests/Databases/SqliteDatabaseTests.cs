using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Strata.Core.Results;
using Strata.Storage.Databases;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Databases;

public sealed class SqliteDatabaseTests : DatabaseContract<SqliteStore>
{
    [Fact]
    public void The_systems_library_is_preferred_to_the_bundled_one()
    {
        var system = Directory.EnumerateFiles("/usr/lib", "libsqlite3.so.0", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Any();
        var version = Version.Parse(StorageModule.SqliteVersion);

        Assert.True(version >= new Version(3, 35), $"{version} does not know RETURNING");
        Assert.False(system && version == new Version(3, 35, 5), "the bundled library was loaded although the system has one");
    }

    [Fact]
    public async Task Commits_are_synced_and_readers_have_a_log_of_their_own()
    {
        var (mode, synchronous, keys) = await Database.WriteAsync(
            async (connection, transaction, _) => (
                await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode", transaction: transaction),
                await connection.ExecuteScalarAsync<long>("PRAGMA synchronous", transaction: transaction),
                await connection.ExecuteScalarAsync<long>("PRAGMA foreign_keys", transaction: transaction)),
            TestTime.Token);

        Assert.Equal(("wal", 2, 1), (mode, synchronous, keys));
    }

    [Fact]
    public async Task A_reader_goes_on_while_a_writer_writes()
    {
        var seen = await Database.WriteAsync(
            async (connection, transaction, stop) =>
            {
                await connection.ExecuteAsync("CREATE TABLE unseen (id BIGINT)", transaction: transaction);
                await using var reader = await Database.OpenAsync(stop);
                return await reader.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'unseen'");
            },
            TestTime.Token);

        Assert.Equal(0, seen);
    }

    [Fact]
    public async Task A_store_whose_migrations_cannot_be_read_is_a_problem()
    {
        using var scratch = new Scratch();
        await using var database = SqliteDatabase.Open(scratch.At("odd.db"), TimeProvider.System).Value;
        await database.WriteAsync(async (connection, transaction, _) => await connection.ExecuteAsync("CREATE VIEW strata_migrations AS SELECT 1 AS x", transaction: transaction), TestTime.Token);

        Assert.Equal(ProblemCode.StorageFailed, (await database.MigrateAsync([], TestTime.Token)).Problem.Code);
    }

    [Fact]
    public async Task A_commit_that_SQLite_undid_itself_as_on_a_full_disk_leaves_a_database_that_works()
    {
        await WriteAsync("CREATE TABLE kept (id BIGINT)", refuse: false);

        var failure = await Assert.ThrowsAsync<SqliteException>(() => WriteAsync("INSERT INTO kept VALUES (1)", refuse: true));

        Assert.DoesNotContain("rollback", failure.Message, StringComparison.Ordinal);
        await WriteAsync("INSERT INTO kept VALUES (2)", refuse: false);
        await using var reader = await Database.OpenAsync(TestTime.Token);
        Assert.Equal([2L], await reader.QueryAsync<long>("SELECT id FROM kept"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_a_problem_with_its_path()
    {
        using var scratch = new Scratch();
        var path = scratch.At("strata.db");
        File.WriteAllText(path, new string('x', 4096));

        var problem = SqliteDatabase.Open(path, TimeProvider.System).Problem;

        Assert.Equal((ProblemCode.CorruptData, path), (problem.Code, problem.Field));
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_a_problem_with_its_path()
    {
        using var scratch = new Scratch();

        Assert.Equal(ProblemCode.StorageFailed, SqliteDatabase.Open(scratch.At("no/strata.db"), TimeProvider.System).Problem.Code);
    }

    /// <summary>A commit that is refused where a full disk would: SQLite rolls back before the provider hears of it.</summary>
    private Task<int> WriteAsync(string sql, bool refuse) => Database.WriteAsync(
        async (connection, transaction, _) =>
        {
            raw.sqlite3_commit_hook(((SqliteConnection)connection).Handle, refuse ? _ => 1 : null, null);
            return await connection.ExecuteAsync(sql, transaction: transaction);
        },
        TestTime.Token).AsTask();
}
