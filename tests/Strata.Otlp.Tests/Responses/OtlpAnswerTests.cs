using System.Text;
using Strata.Core.Results;
using Strata.Otlp.Responses;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Tests.Responses;

public sealed class OtlpAnswerTests
{
    [Fact]
    public void Full_success_leaves_partial_success_unset()
    {
        Assert.Empty(OtlpAnswer.Taken(OtlpSignal.Traces, OtlpEncoding.Protobuf, 0, ""));
        Assert.Equal("{}", Json(OtlpAnswer.Taken(OtlpSignal.Logs, OtlpEncoding.Json, 0, "")));
    }

    [Theory]
    [InlineData(OtlpSignal.Traces, "rejectedSpans")]
    [InlineData(OtlpSignal.Metrics, "rejectedDataPoints")]
    [InlineData(OtlpSignal.Logs, "rejectedLogRecords")]
    public void Partial_success_says_how_many_and_why(OtlpSignal signal, string name)
    {
        Assert.Equal($$$"""{"partialSuccess":{"{{{name}}}":"3","errorMessage":"why"}}""", Json(OtlpAnswer.Taken(signal, OtlpEncoding.Json, 3, "why")));
        var outer = new ProtoReader(OtlpAnswer.Taken(signal, OtlpEncoding.Protobuf, 3, "why"));
        Assert.True(outer.Next() && outer.Is(1));
        var partial = new ProtoReader(outer.Payload);
        Assert.True(partial.Next() && partial is { Field: 1, Bits: 3 });
        Assert.True(partial.Next() && partial.Is(2));
        Assert.Equal("why", Encoding.UTF8.GetString(partial.Payload));
        Assert.False(partial.Next() || partial.Broken || outer.Next());
    }

    [Fact]
    public void An_error_is_a_status_with_a_wait()
    {
        var problem = new Problem(ProblemCode.Overloaded, "full") { RetryAfter = TimeSpan.FromSeconds(1.5) };
        Assert.Equal("""{"code":14,"message":"full","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.5s"}]}""", Json(OtlpAnswer.Refused(problem, OtlpEncoding.Json)));
        var status = new ProtoReader(OtlpAnswer.Refused(problem, OtlpEncoding.Protobuf));
        Assert.True(status.Next() && status is { Field: 1, Bits: 14 });
        Assert.True(status.Next() && status.Is(2));
        Assert.True(status.Next() && status.Is(3));
        var any = new ProtoReader(status.Payload);
        Assert.True(any.Next() && any.Is(1));
        Assert.Equal("type.googleapis.com/google.rpc.RetryInfo", Encoding.UTF8.GetString(any.Payload));
        Assert.True(any.Next() && any.Is(2));
        var info = new ProtoReader(any.Payload);
        Assert.True(info.Next() && info.Is(1));
        var delay = new ProtoReader(info.Payload);
        Assert.True(delay.Next() && delay is { Field: 1, Bits: 1 });
        Assert.True(delay.Next() && delay is { Field: 2, Bits: 500_000_000 });
    }

    [Fact]
    public void Every_problem_has_a_code() => Assert.All(Enum.GetValues<ProblemCode>(), c => Assert.InRange(RpcCode.Of(c), 1, 16));

    private static string Json(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
