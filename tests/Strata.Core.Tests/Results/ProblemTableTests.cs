using Strata.Core.Results;

namespace Strata.Core.Tests.Results;

public sealed class ProblemTableTests
{
    public static TheoryData<ProblemCode> Codes => [.. Enum.GetValues<ProblemCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_row_with_an_error_status(ProblemCode code)
    {
        var row = ProblemTable.Row(code);
        Assert.InRange(row.HttpStatus, 400, 599);
        Assert.NotEmpty(row.Code);
        Assert.Equal(row.HttpStatus >= 500 && row.HttpStatus != 501, row.Type == "server_error");
    }

    [Fact]
    public void No_two_codes_say_the_same_word() =>
        Assert.Equal(Codes.Count, Codes.Select(c => ProblemTable.Row(c.Data).Code).Distinct().Count());
}
