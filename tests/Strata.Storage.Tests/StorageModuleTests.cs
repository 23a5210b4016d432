using System.Text;
using Dapper;
using Strata.Core.Identity;
using Strata.Core.Storage;
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

            await using var log = (await set.Logs.OpenAsync("ledger", token)).Value;
            Assert.Equal(round, await log.AppendAsync(Encoding.UTF8.GetBytes($"row {round}"), token));
            var records = await log.ReadAsync(1, token).ToListAsync(token);
            Assert.Equal(Enumerable.Range(1, round).Select(number => $"row {number}"), records.Select(record => Encoding.UTF8.GetString(record.Data.Span)));

            await set.Blobs.PutAsync($"a/{round}", new MemoryStream([1, 2, 3]), token);
            Assert.Equal(round, await set.Blobs.ListAsync("a/", token).CountAsync(token));
        }
    }
}
