using Strata.Collector.Tests.Support;
using Strata.Core.Results;

namespace Strata.Collector.Tests.Grpc;

public sealed class GrpcTests
{
    private const string Export = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spans_are_taken(bool zip)
    {
        await using var host = await CollectorHost.StartAsync();
        var (status, _, body) = await host.CallAsync(Export, CollectorHost.Protobuf("a"), zip: zip);
        Assert.Equal("0", status);
        Assert.Equal(new byte[5], body);
        Assert.Equal(["proj key a"], host.Sink.Spans);
    }

    [Fact]
    public async Task Refusals_are_in_the_trailers()
    {
        await using var host = await CollectorHost.StartAsync(("body_bytes_max", "100000"));
        Assert.Equal("16", (await host.CallAsync(Export, [], caller: null)).Status);
        Assert.Equal("7", (await host.CallAsync(Export, [], caller: "proj/key/Viewer")).Status);
        var broken = await host.CallAsync(Export, [0xff, 0xff, 0xff]);
        Assert.Equal("3", broken.Status);
        Assert.Contains("a field is broken", broken.Message, StringComparison.Ordinal);
        Assert.Equal("8", (await host.CallAsync(Export, new byte[200_000])).Status);
        Assert.Equal("8", (await host.CallAsync(Export, new byte[200_000], zip: true)).Status);
        Assert.Equal("3", (await host.CallAsync(Export, [], raw: [0, 0, 0])).Status);
        Assert.Equal("3", (await host.CallAsync(Export, [], raw: [2, 0, 0, 0, 0])).Status);
        Assert.Equal("3", (await host.CallAsync(Export, [], raw: [0, 0, 0, 0, 9, 1])).Status);
        Assert.Equal("12", (await host.CallAsync(Export, [], raw: [1, 0, 0, 0, 0])).Status);
        host.Sink.Problem = new Problem(ProblemCode.Overloaded, "full");
        Assert.Equal(("14", "full", 0), await StatusAsync(host));
    }

    [Fact]
    public async Task The_path_without_gRPC_says_so()
    {
        await using var host = await CollectorHost.StartAsync();
        Assert.Equal(400, (await host.PostAsync(Export, [], "application/grpc")).Status);
    }

    private static async Task<(string, string, int)> StatusAsync(CollectorHost host)
    {
        var (status, message, body) = await host.CallAsync(Export, CollectorHost.Protobuf("a"));
        return (status, message, body.Length);
    }
}
