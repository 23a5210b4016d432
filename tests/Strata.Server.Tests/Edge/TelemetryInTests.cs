using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

/// <summary>OTLP through the whole edge: each way to send a key, HTTP/2 without TLS on the same port, and what is read back.</summary>
public sealed class TelemetryInTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly Caller Owner = new("org_default", "prj_default", "key_test", "test", Role.Owner);
    private readonly TestServer server = shared.Server;

    [Theory]
    [InlineData("Bearer", "01")]
    [InlineData("x-strata-key", "02")]
    [InlineData("Basic public:", "03")]
    [InlineData("Basic only", "04")]
    public async Task A_key_comes_in_many_ways_and_the_span_is_read_back(string way, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = Json(id) };
        if (way == "x-strata-key")
        {
            request.Headers.Add("x-strata-key", server.Key);
        }
        else
        {
            var pair = way == "Basic only" ? server.Key + ":" : "public:" + server.Key;
            request.Headers.Authorization = way == "Bearer" ? new("Bearer", server.Key) : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        using var response = await server.Http.SendAsync(request);
        Assert.Equal((200, "{}"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        var (status, body) = await server.SendAsync(HttpMethod.Get, $"/strata/v1/traces/{Trace(id)}");
        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("chat m", json.RootElement.GetProperty("spans")[0].GetProperty("name").GetString());
        Assert.Equal(12, json.RootElement.GetProperty("summary").GetProperty("input_tokens").GetInt64());
    }

    [Fact]
    public async Task Basic_is_for_telemetry_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("public:" + server.Key)));
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(401, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-protobuf")]
    public async Task A_refusal_of_the_edge_is_a_status_in_the_encoding_of_the_request(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };
        using var response = await server.Http.SendAsync(request);
        Assert.Equal((401, type), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(type == "application/json" ? body.AsSpan().StartsWith("{\"code\":16,"u8) : body is [0x08, 16, ..]);
    }

    [Fact]
    public async Task HTTP2_without_TLS_is_on_the_same_port_and_other_requests_do_not_mind()
    {
        using var client = new HttpClient { BaseAddress = server.Running.Address };
        foreach (var version in new[] { HttpVersion.Version20, HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            request.Headers.Authorization = new("Bearer", server.Key);
            using var response = await client.SendAsync(request);
            Assert.Equal((200, version), ((int)response.StatusCode, response.Version));
        }
    }

    [Fact]
    public async Task GRPC_says_unauthenticated_in_its_trailers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
        };
        using var client = new HttpClient { BaseAddress = server.Running.Address };
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("16", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task A_service_key_sees_the_spans_that_it_sent_and_no_others()
    {
        var other = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "other", Role = Role.Service }, CancellationToken.None)).Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = Json("05") };
        request.Headers.Authorization = new("Bearer", other.Secret);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        var second = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "second", Role = Role.Service }, CancellationToken.None)).Value;
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"/strata/v1/traces/{Trace("05")}", key: second.Secret)).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, $"/strata/v1/traces/{Trace("05")}", key: other.Secret)).Status);
    }

    [Fact]
    public async Task Connections_that_say_little_or_nothing_do_no_harm()
    {
        using var silent = new System.Net.Sockets.TcpClient();
        await silent.ConnectAsync(server.Running.Address.Host, server.Running.Address.Port);
        using var partial = new System.Net.Sockets.TcpClient();
        await partial.ConnectAsync(server.Running.Address.Host, server.Running.Address.Port);
        await partial.GetStream().WriteAsync("PR"u8.ToArray());
        await partial.GetStream().WriteAsync("OPFIND / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(partial.GetStream());
        Assert.StartsWith("HTTP/1.1 4", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Trace(string id) => "0000000000000000000000000000aa" + id;

    private static ByteArrayContent Json(string id) => new(Encoding.UTF8.GetBytes(
        $$$"""
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{Trace(id)}}}","spanId":"a1a2a3a4a5a6a7a8","name":"chat m","startTimeUnixNano":"{{{Now}}}000000","endTimeUnixNano":"{{{Now}}}000001",
        "attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}}]}]}]}]}
        """))
    {
        Headers = { ContentType = new("application/json") },
    };
}
