using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Tests.Json;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("[1]", "object")]
    [InlineData("{\"a\":1,\"a\":2}", "twice")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "twice")]
    [InlineData("{\"list\":[{\"n\":\"x\"}]}", "'list[0].n' must be")]
    [InlineData("{\"list\":[{\"n\":2},{\"n\":99}]}", "'list[1].n' must be a whole number from 1 to 9")]
    [InlineData("{\"list\":[{\"t\":\"\\ud800\"}]}", "'list[0].t' holds half")]
    [InlineData("{\"list\":{}}", "'list' must be a list")]
    [InlineData("{\"list\":[{},{},{},{}]}", "'list' has more than 3")]
    [InlineData("{\"\\ud800\":1}", "surrogate")]
    [InlineData("{\"list\":[", "line 1")]
    public void Problems_name_the_place(string body, string said)
    {
        var problem = JsonBody.Read(Encoding.UTF8.GetBytes(body), ReadAll).Problem;
        Assert.Contains(said, problem.Message);
        Assert.Equal(ProblemCode.InvalidRequest, problem.Code);
        Assert.Equal(ProblemCode.UpstreamFailed, JsonBody.ReadAnswer(Encoding.UTF8.GetBytes(body), ReadAll).Problem.Code);
    }

    [Fact]
    public void Null_means_not_said() => Assert.Equal(0, JsonBody.Read("{\"list\":null,\"a\":null}"u8.ToArray(), ReadAll).Value);

    private static int ReadAll(JsonValue body)
    {
        var sum = 0;
        foreach (var member in body.Members())
        {
            if (member.Name == "list")
            {
                foreach (var item in member.Items(3))
                {
                    foreach (var inner in item.Members())
                    {
                        sum += inner.Name == "n" ? (int)(inner.Integer(1, 9) ?? 0) : inner.Text()?.Length ?? 0;
                    }
                }
            }
        }

        return sum;
    }
}
