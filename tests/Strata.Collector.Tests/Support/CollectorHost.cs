using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Spans;

namespace Strata.Collector.Tests.Support;

/// <summary>The module on two free ports, HTTP/1.1 and HTTP/2. The header <c>X-Caller: project/key/role/scope</c> plays the edge.</summary>
internal sealed class CollectorHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private CollectorHost(WebApplication app, ListSink sink)
    {
        this.app = app;
        Sink = sink;
        var addresses = app.Urls.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Grpc = new HttpClient { BaseAddress = new Uri(addresses[1]), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public ListSink Sink { get; }

    public HttpClient Http { get; }

    public HttpClient Grpc { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<CollectorHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        var module = new CollectorModule();
        var sink = new ListSink();
        var node = settings.Length == 0 ? ConfigNode.Empty : new ConfigNode { Members = settings.ToDictionary(s => s.Key, s => new ConfigNode { Scalar = s.Value }) };
        module.Configure(new ConfigReader(node, new ConfigSession()))();
        module.Add(builder.Services);
        builder.Services.AddSingleton<ISpanSink>(sink);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["X-Caller"].ToString().Split('/') is [var project, var key, var role, ..] parts)
            {
                context.SetCaller(new Caller("org", project, key, key, Enum.Parse<Role>(role)) { Scopes = [.. parts.Skip(3)] });
            }

            return next(context);
        });
        module.Map(app);
        await app.StartAsync();
        return new CollectorHost(app, sink);
    }

    public async Task<(int Status, string Type, byte[] Body, HttpResponseMessage Response)> PostAsync(
        string path, byte[] body, string type = "application/x-protobuf", string caller = "proj/key/Service", bool zip = false, string? coding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(zip ? Zip(body) : body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("X-Caller", caller);
        if (zip || coding is not null)
        {
            request.Content.Headers.Add("Content-Encoding", coding ?? "gzip");
        }

        var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsByteArrayAsync(), response);
    }

    public async Task<string> ReadAsync(string path, string caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Caller", caller);
        using var response = await Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>A unary call. The frame is made here; <paramref name="raw"/> sends bytes as they are.</summary>
    public async Task<(string Status, string Message, byte[] Body)> CallAsync(string method, byte[] message, string? caller = "proj/key/Service", bool zip = false, byte[]? raw = null)
    {
        var sent = zip ? Zip(message) : message;
        byte[] frame = [(byte)(zip ? 1 : 0), (byte)(sent.Length >> 24), (byte)(sent.Length >> 16), (byte)(sent.Length >> 8), (byte)sent.Length, .. sent];
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Content = new ByteArrayContent(raw ?? frame),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        if (zip)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        if (caller is not null)
        {
            request.Headers.Add("X-Caller", caller);
        }

        using var response = await Grpc.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        string Trailer(string name) => response.TrailingHeaders.TryGetValues(name, out var values) ? values.First() : "";
        return (Trailer("grpc-status"), Uri.UnescapeDataString(Trailer("grpc-message")), body);
    }

    public static byte[] Zip(byte[] plain)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return to.ToArray();
    }

    /// <summary>A request of one span in JSON; an empty id makes it a bad one.</summary>
    public static byte[] Json(string name, string spanId = "a1a2a3a4a5a6a7a8") => Encoding.UTF8.GetBytes(
        $$$"""
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"{{{spanId}}}","name":"{{{name}}}",
        "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000000001"}]}]}]}
        """);

    /// <summary>The same in Protocol Buffers.</summary>
    public static byte[] Protobuf(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] span =
        [
            0x0a, 16, .. Convert.FromHexString("0102030405060708090a0b0c0d0e0f10"), 0x12, 8, .. Convert.FromHexString("a1a2a3a4a5a6a7a8"), 0x2a, (byte)text.Length, .. text,
            0x39, .. BitConverter.GetBytes(1_700_000_000_000_000_000L), 0x41, .. BitConverter.GetBytes(1_700_000_000_000_000_001L),
        ];
        byte[] scope = [0x12, (byte)span.Length, .. span];
        byte[] resource = [0x12, (byte)scope.Length, .. scope];
        return [0x0a, (byte)resource.Length, .. resource];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
