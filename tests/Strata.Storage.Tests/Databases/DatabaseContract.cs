using System.Data.Common;
using Dapper;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Databases;

public abstract class DatabaseContract<TStore> : StoreContract<TStore>
    where TStore : TestStore, new()
{
    private static readonly Migration Counter = new(9001, "counter", "CREATE TABLE counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL); INSERT INTO counter VALUES (1, 0)");

    [Fact]
    public async Task A_write_is_seen_after_it_committed_and_not_when_it_threw()
    {
        await MigrateAsync(Counter);
        await SetAsync(Database, 7);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () => await Database.WriteAsync<int>(
            async (connection, transaction, _) =>
            {
                await connection.ExecuteAsync("UPDATE counter SET n = 8", transaction: transaction);
                throw new TimeZoneNotFoundException();
            },
            TestTime.Token));

        Assert.Equal(7, await CountAsync(Database));
    }

    [Fact]
    public async Task A_write_outside_of_WriteAsync_is_refused()
    {
        await MigrateAsync(Counter);
        await using var connection = await Database.OpenAsync(TestTime.Token);

        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync("UPDATE counter SET n = 8"));
    }

    [Fact]
    public async Task A_write_inside_a_write_is_an_exception_and_not_a_deadlock()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Database.WriteAsync(
            (_, _, stop) => Database.WriteAsync((_, _, _) => ValueTask.FromResult(1), stop), TestTime.Token));
    }

    [Fact]
    public async Task Writers_of_two_doors_lose_no_update()
    {
        await MigrateAsync(Counter);
        await using var other = await Store.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await (worker % 2 == 0 ? Database : other).WriteAsync(
                    async (connection, transaction, _) => await connection.ExecuteAsync("UPDATE counter SET n = n + 1 WHERE id = 1", transaction: transaction),
                    TestTime.Token);
            }
        })));

        Assert.Equal(80, await CountAsync(other));
    }

    [Fact]
    public async Task Migrations_run_once_also_when_two_processes_start_together()
    {
        var migrations = Enumerable.Range(9001, 12).Select(number => new Migration(number, "table", $"CREATE TABLE t{number} (id {{identity}})")).ToArray();
        await using var other = await Store.OpenAsync();

        var counts = await Task.WhenAll(
            Task.Run(async () => (await Database.MigrateAsync(migrations, TestTime.Token)).Value),
            Task.Run(async () => (await other.MigrateAsync(migrations, TestTime.Token)).Value));

        Assert.Equal(12, counts.Sum());
        Assert.Equal(0, (await Database.MigrateAsync(migrations, TestTime.Token)).Value);
    }

    [Fact]
    public async Task An_edited_migration_is_refused_by_name()
    {
        await MigrateAsync(Counter);

        var problem = (await Database.MigrateAsync([Counter with { Sql = "CREATE TABLE counter (id BIGINT)" }], TestTime.Token)).Problem;

        Assert.Equal(ProblemCode.Conflict, problem.Code);
        Assert.Contains("9001 'counter' was edited", problem.Message, StringComparison.Ordinal);
        Assert.True((await Database.MigrateAsync([Counter with { Sql = Counter.Sql + "\r\n" }], TestTime.Token)).IsOk);
    }

    [Fact]
    public async Task A_store_newer_than_the_build_is_refused_and_another_modules_block_is_not()
    {
        await MigrateAsync(Counter, new(9002, "later", "CREATE TABLE later (id BIGINT)"), new(9100, "other module", "CREATE TABLE another (id BIGINT)"));

        var problem = (await Database.MigrateAsync([Counter], TestTime.Token)).Problem;

        Assert.Equal(ProblemCode.Conflict, problem.Code);
        Assert.Contains("9002 'later'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("9100", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_and_can_be_mended()
    {
        var broken = new Migration(9002, "broken", "CREATE TABLE half (id BIGINT); CREATE TABLE counter (id BIGINT)");
        var problem = (await Database.MigrateAsync([Counter, broken], TestTime.Token)).Problem;

        Assert.Equal(ProblemCode.StorageFailed, problem.Code);
        Assert.Contains("9002 'broken'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Database.MigrateAsync([Counter, broken with { Sql = "CREATE TABLE half (id BIGINT)" }], TestTime.Token)).Value);
    }

    [Fact]
    public async Task The_shared_subset_means_the_same_on_both()
    {
        await MigrateAsync(new Migration(9001, "subset", """
            CREATE TABLE subset (id {identity}, word {text} UNIQUE, body {bytes}, amount BIGINT NOT NULL, share {real})
            """));
        byte[] body = [0, 1, 255];
        await Database.WriteAsync(
            async (connection, transaction, _) =>
            {
                foreach (var word in new[] { "b", "B", "a", "ä", "_" })
                {
                    await connection.ExecuteAsync(
                        "INSERT INTO subset (word, body, amount, share) VALUES (@word, @body, @amount, @share)",
                        new { word, body, amount = long.MaxValue, share = 0.1 }, transaction);
                }

                var id = await connection.ExecuteScalarAsync<long>(
                    """
                    INSERT INTO subset (word, body, amount, share) VALUES ('a', NULL, 1, NULL)
                    ON CONFLICT (word) DO UPDATE SET amount = excluded.amount + 1 RETURNING id
                    """, transaction: transaction);
                Assert.Equal(3, id);
                return id;
            },
            TestTime.Token);

        await using var connection = await Database.OpenAsync(TestTime.Token);
        Assert.Equal(["B", "_", "a", "b", "ä"], await connection.QueryAsync<string>("SELECT word FROM subset ORDER BY word"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("SELECT amount FROM subset WHERE word = 'a'"));
        Assert.Equal(long.MaxValue, await connection.ExecuteScalarAsync<long>("SELECT amount FROM subset WHERE word = 'b'"));
        Assert.Equal(0.1, await connection.ExecuteScalarAsync<double>("SELECT share FROM subset WHERE word = 'b'"));
        Assert.Equal(body, await connection.ExecuteScalarAsync<byte[]>("SELECT body FROM subset WHERE word = 'ä'"));
    }

    private async Task MigrateAsync(params Migration[] migrations) =>
        Assert.Equal(migrations.Length, (await Database.MigrateAsync(migrations, TestTime.Token)).Value);

    private static async Task SetAsync(IDatabase database, long n) => await database.WriteAsync(
        async (connection, transaction, _) => await connection.ExecuteAsync("UPDATE counter SET n = @n", new { n }, transaction), TestTime.Token);

    private static async Task<long> CountAsync(IDatabase database)
    {
        await using var connection = await database.OpenAsync(TestTime.Token);
        return await connection.ExecuteScalarAsync<long>("SELECT n FROM counter WHERE id = 1");
    }
}
