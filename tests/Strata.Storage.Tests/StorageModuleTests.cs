using System.Text;
using Dapper;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Blobs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests;

public sealed class StorageModuleTests
{
    [Fact]
    public async Task What_was_written_through_the_door_is_there_after_it_was_opened_again()
    {
        using var scratch = new Scratch();
        var token = TestTime.Token;
        Migration[] migrations = [new(9001, "notes", "CREATE TABLE notes (id BIGINT PRIMARY KEY, body {text} NOT NULL)")];
        for (var round = 1; round <= 2; round++)
        {
            await using var set = (await StorageModule.OpenAsync(new StorageOptions { Directory = scratch.At("data") }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), token)).Value;
            Assert.Equal(round == 1 ? 1 : 0, (await set.Database.MigrateAsync(migrations, token)).Value);
            await set.Database.WriteAsync(async (connection, transaction, _) => await connection.ExecuteAsync("INSERT INTO notes VALUES (@round, 'x')", new { round }, transaction), token);
            await using var connection = await set.Database.OpenAsync(token);
            Assert.Equal(round, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM notes"));

            await using var log = (await set.Logs.OpenAsync("ledger", TimeSpan.Zero, token)).Value;
            Assert.Equal(round, await log.AppendAsync(Encoding.UTF8.GetBytes($"row {round}"), token));
            var records = await log.ReadAsync(1, token).ToListAsync(token);
            Assert.Equal(Enumerable.Range(1, round).Select(number => $"row {number}"), records.Select(record => Encoding.UTF8.GetString(record.Data.Span)));

            await set.Blobs.PutAsync($"a/{round}", new MemoryStream([1, 2, 3]), token);
            Assert.Equal(round, await set.Blobs.ListAsync("a/", token).CountAsync(token));
        }
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_a_problem_of_the_setting()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch.At("file"), "");

        var problem = (await StorageModule.OpenAsync(new StorageOptions { Directory = scratch.At("file/data") }, TimeProvider.System, TestIds.New(), TestTime.Token)).Problem;

        Assert.Equal((ProblemCode.StorageFailed, "storage.directory"), (problem.Code, problem.Field));
    }

    [Theory]
    [InlineData("", "http://127.0.0.1:9000", "key", "", "bucket")]
    [InlineData("b", "127.0.0.1:9000", "key", "", "endpoint")]
    [InlineData("b", "http://127.0.0.1:9000", null, "", "access_key")]
    [InlineData("b", "http://127.0.0.1:9000", "key", "../", "key_prefix")]
    [InlineData("b", "http://127.0.0.1:9000", "key", "no-slash", "key_prefix")]
    public async Task A_bucket_that_cannot_work_is_a_problem_of_its_setting(string bucket, string endpoint, string? key, string prefix, string field)
    {
        using var scratch = new Scratch();
        var s3 = new S3BlobOptions { Bucket = bucket, Endpoint = endpoint, AccessKey = key, SecretKey = "secret", KeyPrefix = prefix };

        var opened = await StorageModule.OpenAsync(new StorageOptions { Directory = scratch.Path, S3 = s3 }, TimeProvider.System, TestIds.New(), TestTime.Token);

        Assert.Equal((ProblemCode.InvalidRequest, $"storage.s3.{field}"), (opened.Problem.Code, opened.Problem.Field));
    }

    [Fact]
    public async Task With_PostgreSQL_leases_queue_and_changes_work_through_the_door()
    {
        await using var postgres = new PostgresStore();
        await postgres.PrepareAsync();
        using var scratch = new Scratch();
        var token = TestTime.Token;
        var options = new StorageOptions { Directory = scratch.Path, Postgres = postgres.ConnectionString };
        await using var set = (await StorageModule.OpenAsync(options, TimeProvider.System, TestIds.New(), token)).Value;

        Assert.Equal(SqlDialect.Postgres, set.Database.Dialect);
        Assert.NotNull(await set.Leases.TryAcquireAsync("job", "me", TimeSpan.FromMinutes(1), token));
        await set.Queue.EnqueueAsync("mail", "x", EnqueueOptions.Default, token);
        Assert.Equal("x", (await set.Queue.TakeAsync("mail", TimeSpan.FromMinutes(1), token))!.Payload);
        await using var listener = set.Changes.ListenAsync("keys", token).GetAsyncEnumerator(token);
        var heard = listener.MoveNextAsync();
        await set.Changes.PublishAsync("keys", "changed", token);
        Assert.True(await heard);
    }

    [Fact]
    public void Every_limit_names_what_happens_at_it() =>
        Assert.All(new StorageLimits().Limits, limit => Assert.True(limit.Value > 0 && limit.Effect.Length > 0, limit.Name));
}
