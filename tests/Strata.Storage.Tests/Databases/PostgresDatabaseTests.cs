using Strata.Core.Results;
using Strata.Storage.Databases;
using Strata.Storage.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Storage.Tests.Databases;

public sealed class PostgresDatabaseTests : DatabaseContract<PostgresStore>
{
    [Fact]
    public async Task A_server_that_is_away_is_tried_a_few_times_and_then_a_problem()
    {
        var time = new ManualTime();
        var start = time.GetUtcNow();
        var opening = PostgresDatabase.OpenAsync("Host=127.0.0.1;Port=1;Username=nobody", time, TestTime.Token).AsTask();
        while (!opening.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(time.Waiting > 0 ? 100 : 0));
            await Task.Yield();
        }

        Assert.Equal(ProblemCode.Unavailable, (await opening).Problem.Code);
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_a_problem_of_the_setting()
    {
        var problem = (await PostgresDatabase.OpenAsync("Hos=127.0.0.1", TimeProvider.System, TestTime.Token)).Problem;

        Assert.Equal((ProblemCode.InvalidRequest, "storage.postgres"), (problem.Code, problem.Field));
    }
}
