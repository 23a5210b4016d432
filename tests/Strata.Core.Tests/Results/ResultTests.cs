using Strata.Core.Results;

namespace Strata.Core.Tests.Results;

public sealed class ResultTests
{
    [Fact]
    public void A_failed_result_has_no_value_and_names_its_problem()
    {
        Result<int> failed = Problem.Invalid("temperature must be from 0 to 2.", "temperature");
        Assert.False(failed.Try(out _, out var problem));
        Assert.Equal("temperature", problem.Field);
        Assert.Contains("temperature must be", Assert.Throws<InvalidOperationException>(() => failed.Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_stops_at_its_first_problem()
    {
        Result<int> start = 1;
        var end = start.Then<int>(v => v + 1).Then<int>(_ => Problem.NotFound("gone")).Then<int>(_ => throw new InvalidOperationException("not reached"));
        Assert.Equal(ProblemCode.NotFound, end.Problem.Code);
    }
}
