using System.Diagnostics;
using System.Globalization;
using Dapper;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests;

/// <summary>Rows, blobs and queued work after SIGKILL. <c>STRATA_CRASH_ROUNDS</c> asks for more kills.</summary>
public sealed class StoreCrashTests
{
    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("STRATA_CRASH_ROUNDS") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_kill_9_every_acknowledged_row_blob_and_item_is_there_once()
    {
        using var scratch = new Scratch();
        var random = new Random(11);
        long acknowledged = 0;
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged = await KillAsync(scratch.At("data"), acknowledged, random.Next(1, 60));
            await using var set = (await StorageModule.OpenAsync(new StorageOptions { Directory = scratch.At("data") }, TimeProvider.System, TestIds.New(), TestTime.Token)).Value;
            await using var connection = await set.Database.OpenAsync(TestTime.Token);
            var rows = (await connection.QueryAsync<long>("SELECT id FROM notes ORDER BY id")).ToList();
            Assert.Equal(Numbers(rows.Count), rows);
            var items = await connection.QueryAsync<string>("SELECT payload FROM storage_queue");
            Assert.Equal(Numbers(items.Count()), items.Select(long.Parse).Order());
            Assert.InRange(rows.Count, acknowledged, acknowledged + 1);
            Assert.InRange(items.Count(), acknowledged, acknowledged + 1);
            for (long number = 1; number <= acknowledged; number++)
            {
                Assert.Equal(number, (await set.Blobs.StatAsync($"notes/{number}", TestTime.Token)).Value.Length);
            }
        }
    }

    private static IEnumerable<long> Numbers(long count) => Enumerable.Range(1, (int)count).Select(number => (long)number);

    private static async Task<long> KillAsync(string directory, long acknowledged, int lines)
    {
        string[] arguments = [typeof(StoreCrashTests).Assembly.Location, StoreChild.Verb, directory, $"{acknowledged + 1}"];
        using var child = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        for (var read = 0; await child.StandardOutput.ReadLineAsync(TestTime.Token) is { } line; read++)
        {
            if (read == lines)
            {
                child.Kill();
            }

            // A line is whole where it ends in a dot; the kill may cut the last one.
            acknowledged = line.EndsWith('.') ? long.Parse(line.AsSpan(..^1), CultureInfo.InvariantCulture) : acknowledged;
        }

        await child.WaitForExitAsync(TestTime.Token);
        Assert.Equal("", await child.StandardError.ReadToEndAsync(TestTime.Token));
        return acknowledged;
    }
}
