using Strata.Server.Health;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Health;

public sealed class ReadinessTests
{
    [Fact]
    public void Probes_at_the_same_time_do_not_fail_each_other()
    {
        using var folder = new TempFolder();
        var readiness = new Readiness(folder.Path);
        Assert.False(readiness.Check().IsOk);
        readiness.SetServing(true);
        Assert.All(Enumerable.Range(0, 400).AsParallel().WithDegreeOfParallelism(8).Select(_ => readiness.Check()).ToArray(), r => Assert.True(r.IsOk));
    }
}
