using System.Net.Http.Headers;
using System.Text;
using Strata.Cli.Local;
using Strata.Identity.Keys;
using Strata.Server.Hosting;
using Strata.Server.Joins;
using Microsoft.Extensions.DependencyInjection;

namespace Strata.Server.Tests.Support;

/// <summary>A whole server in this process: a free port, a data folder of its own, the first administrator's key.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TempFolder folder;

    private TestServer(TempFolder folder, RunningServer running, EchoModule module, EchoHost models)
    {
        this.folder = folder;
        Running = running;
        Module = module;
        Models = models;
        Http = new HttpClient { BaseAddress = running.Address };
    }

    public RunningServer Running { get; }

    public EchoModule Module { get; }

    public EchoHost Models { get; }

    /// <summary>A client without a key.</summary>
    public HttpClient Http { get; }

    public string Key { get; private set; } = "";

    public string SignInPath { get; private set; } = "";

    public KeyStore Keys => Running.Services.GetRequiredService<KeyStore>();

    public string Data => folder.Path;

    public static async Task<TestServer> StartAsync(string? yaml = null, TimeProvider? time = null)
    {
        var folder = new TempFolder();
        if (yaml is not null)
        {
            folder.Write("strata.yaml", yaml);
        }

        var models = new EchoHost();
        var module = new EchoModule(models);
        var (running, refused) = await BootAsync(folder.Path, module, time);
        Assert.Null(refused);
        var server = new TestServer(folder, running!, module, models);
        var welcome = await Welcome.MakeAsync(running!.Services, CancellationToken.None);
        (server.Key, server.SignInPath) = (welcome.FirstKey!, welcome.SignInPath!);
        return server;
    }

    public static Task<(RunningServer? Server, StartRefused? Refused)> BootAsync(
        string data, EchoModule? module = null, TimeProvider? time = null, string listen = "http://127.0.0.1:0", params (string, string)[] environment)
    {
        ModuleEntry[] table = [.. ModuleTable.Entries.Where(e => e.Name != "inference"), new("test", "A test.", _ => module ?? new EchoModule(new EchoHost()))];
        var request = new LocalRequest { Data = data, ConfigFile = File.Exists(Path.Combine(data, "strata.yaml")) ? Path.Combine(data, "strata.yaml") : null, Flags = [("server.listen", listen, "--listen")] };
        var variables = environment.ToDictionary(e => e.Item1, e => e.Item2);
        return new Boot(table, time ?? TimeProvider.System).StartAsync(request, variables, Stream.Null, CancellationToken.None);
    }

    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body = null, string? key = null)
    {
        using var response = await OpenAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), key);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, byte[]? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = key == "" ? null : new AuthenticationHeaderValue("Bearer", key ?? Key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Running.DisposeAsync();
        folder.Dispose();
    }
}
