using Strata.Telemetry.Tests.Support;
using Strata.Tests.Shared.Storage;
using Strata.Traces.Queries.Scores;

namespace Strata.Telemetry.Tests.Stores;

public sealed class StoreServiceTests
{
    [Fact]
    public async Task The_spans_of_an_earlier_version_are_removed()
    {
        await using var storage = await ScratchStorage.OpenAsync(ScoreMigrations.All);
        var folder = Directory.CreateDirectory(Path.Combine(storage.Folder, "logs", "spans")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "000000000001.log"), "old");
        await using var host = await TelemetryHost.StartAsync(storage);
        Assert.False(Directory.Exists(folder));
    }
}
