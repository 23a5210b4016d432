using System.Diagnostics;
using System.Globalization;
using Dapper;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests;

/// <summary>The child that <see cref="StoreCrashTests"/> kills: writes rows, blobs and queued work through the door and prints what was acknowledged.</summary>
internal static class StoreChild
{
    internal const string Verb = "store-child";

    internal static Migration[] Migrations { get; } = [new(9001, "notes", "CREATE TABLE notes (id BIGINT PRIMARY KEY)")];

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var ids = new TimeOrderedIds(TimeProvider.System);
        await using var set = (await StorageModule.OpenAsync(new StorageOptions { Directory = arguments[0] }, TimeProvider.System, ids, CancellationToken.None)).Value;
        _ = (await set.Database.MigrateAsync(Migrations, CancellationToken.None)).Value;
        // Ends by itself where the parent died and nobody kills it.
        var clock = Stopwatch.StartNew();
        for (var number = long.Parse(arguments[1], CultureInfo.InvariantCulture); clock.Elapsed < TestTime.Patience; number++)
        {
            await set.Database.WriteAsync(
                async (connection, transaction, _) => await connection.ExecuteAsync("INSERT INTO notes VALUES (@number) ON CONFLICT (id) DO NOTHING", new { number }, transaction),
                CancellationToken.None);
            _ = (await set.Blobs.PutAsync($"notes/{number}", new MemoryStream(new byte[number]), CancellationToken.None)).Value;
            await set.Queue.EnqueueAsync("notes", $"{number}", new EnqueueOptions { IdempotencyKey = $"{number}" }, CancellationToken.None);
            Console.Out.WriteLine($"{number}.");
        }

        return 0;
    }
}
