using System.Text;
using Strata.Collector.Tests.Support;

namespace Strata.Collector.Tests.Endpoints;

public sealed class RemoteWriteTests
{
    private const string First = "application/x-protobuf";
    private const string Second = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

    [Fact]
    public async Task Samples_of_both_versions_are_series_of_the_project()
    {
        await using var host = await CollectorHost.StartAsync();
        byte[] series = [.. Field(1, [.. Text(1, "__name__"), .. Text(2, "up")]), .. Field(1, [.. Text(1, "job"), .. Text(2, "a")]), .. Field(2, [0x09, .. BitConverter.GetBytes(1.5), 0x10, 100])];
        var first = await host.PostAsync("/api/v1/write", Block(Field(1, series)), First, coding: "snappy");
        Assert.Equal((204, "1"), (first.Status, first.Response.Headers.GetValues("X-Prometheus-Remote-Write-Samples-Written").Single()));
        byte[] request =
        [
            .. Text(4, ""), .. Text(4, "__name__"), .. Text(4, "down"), .. Text(4, "job"), .. Text(4, "b"),
            .. Field(5, [.. Field(1, [1, 2, 3, 4]), .. Field(2, [0x09, .. BitConverter.GetBytes(2.5), 0x10, 100])]),
        ];
        Assert.Equal(204, (await host.PostAsync("/api/v1/write", Block(request), Second, coding: "snappy")).Status);
        Assert.Equal(
            "# HELP down down\n# TYPE down untyped\ndown{job=\"b\"} 2.5\n# HELP up up\n# TYPE up untyped\nup{job=\"a\"} 1.5\n",
            await host.ReadAsync("/strata/v1/metrics", "proj/key/Viewer"));
    }

    [Fact]
    public async Task What_is_no_request_is_refused()
    {
        await using var host = await CollectorHost.StartAsync();
        Assert.Equal(400, (await host.PostAsync("/api/v1/write", [1, 2, 3], First)).Status);
        Assert.Equal(400, (await host.PostAsync("/api/v1/write", Block([0x0a, 0x05, 0x12]), First)).Status);
        Assert.Equal(400, (await host.PostAsync("/api/v1/write", Block(Field(5, Field(1, [7, 8]))), Second)).Status);
        Assert.Equal(415, (await host.PostAsync("/api/v1/write", [], "text/plain")).Status);
        Assert.Equal(413, (await host.PostAsync("/api/v1/write", [0xff, 0xff, 0xff, 0x7f, 0], First)).Status);
        Assert.Equal(400, (await host.PostAsync("/api/v1/write", Block(Field(1, [.. Field(1, [.. Text(1, "__name__"), .. Text(2, "h")]), .. Field(4, [])])), First)).Status);
        for (var seed = 0; seed < 300; seed++)
        {
            var bytes = new byte[40];
            new Random(seed).NextBytes(bytes);
            Assert.InRange((await host.PostAsync("/api/v1/write", Block(bytes), seed % 2 == 0 ? First : Second)).Status, 200, 413);
        }
    }

    /// <summary>A Snappy block of one literal.</summary>
    private static byte[] Block(byte[] plain) => [.. Varint(plain.Length), .. plain.Length == 0 ? [] : (byte[])[61 << 2, (byte)(plain.Length - 1), (byte)((plain.Length - 1) >> 8), .. plain]];

    private static byte[] Field(int number, byte[] value) => [(byte)((number << 3) | 2), .. Varint(value.Length), .. value];

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), (byte)(value >> 7)];
}
